package io.apexkv.kernel;

import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.LongLongMap;
import io.apexkv.kernel.raft.Forwards;
import io.apexkv.kernel.service.PeerLink;
import io.apexkv.kernel.wire.Forward;
import io.apexkv.kernel.wire.Outbox;
import io.apexkv.kernel.wire.PeerFrame;
import java.nio.ByteBuffer;

/** Clients' frames that travel between servers, in both directions. */
final class ForwardedFrames implements PeerLink, Forwards {

  private final Kernel kernel;
  private final Outbox outbox;

  /** By peer: the boot counter that its handshake told; 0 while it is not connected. */
  private final LongLongMap boots = new LongLongMap(0);

  ForwardedFrames(Kernel kernel, Outbox outbox) {
    this.kernel = kernel;
    this.outbox = outbox;
  }

  void peerUp(int peer, long bootCounter) {
    boots.put(peer, bootCounter);
  }

  void peerDown(int peer) {
    boots.remove(peer);
  }

  @Override
  public boolean forward(int peer, long forward, ByteBuffer frame, int offset, int length) {
    return boots.get(peer) != 0 && send(peer, PeerFrame.FORWARD, forward, frame, offset, length);
  }

  @Override
  public boolean forwardAnswer(int peer, long forward, ByteBuffer frame, int offset, int length) {
    return send(peer, PeerFrame.FORWARD_ANSWER, forward, frame, offset, length);
  }

  private boolean send(int peer, int kind, long forward, ByteBuffer frame, int offset, int length) {
    int bodyBytes = Forward.FIXED_BYTES + length;
    int body = outbox.begin(peer, kind, 0, kernel.config().node(), peer, 0, bodyBytes);
    if (body < 0) {
      return false;
    }
    Forward.put(outbox.buffer(), body, forward, boots.get(peer));
    Bytes.copy(frame, offset, outbox.buffer(), body + Forward.FIXED_BYTES, length);
    outbox.end(bodyBytes);
    return true;
  }

  @Override
  public void forward(
      long nowNanos,
      int peer,
      boolean isAnswer,
      long forward,
      long receiverBoot,
      ByteBuffer buffer,
      int offset,
      int length) {
    if (isAnswer) {
      kernel.service().onForwardAnswer(peer, forward, buffer, offset, length);
    } else {
      kernel.service().onForward(peer, forward, receiverBoot, buffer, offset, length);
    }
  }
}
