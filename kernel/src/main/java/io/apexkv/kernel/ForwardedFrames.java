package io.apexkv.kernel;

import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.LongLongMap;
import io.apexkv.kernel.raft.Forwards;
import io.apexkv.kernel.service.PeerLink;
import io.apexkv.kernel.wire.Forward;
import io.apexkv.kernel.wire.Outbox;
import io.apexkv.kernel.wire.PeerFrame;
import java.nio.ByteBuffer;

/**
 * Clients' frames that travel between servers, in both directions. They leave room for an append
 * and for small messages, so that however many there are, they never keep Raft from speaking.
 */
final class ForwardedFrames implements PeerLink, Forwards {

  /** For heartbeats, votes and answers. */
  private static final int SMALL_MESSAGES_BYTES = 2048;

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
    return send(peer, PeerFrame.FORWARD, forward, frame, offset, length);
  }

  @Override
  public boolean forwardAnswer(int peer, long forward, ByteBuffer frame, int offset, int length) {
    return send(peer, PeerFrame.FORWARD_ANSWER, forward, frame, offset, length);
  }

  @Override
  public boolean hasRoom(int peer, int length) {
    int left = outbox.room(peer) - Forward.FIXED_BYTES - length;
    return left >= kernel.config().limits().appendBytes() + SMALL_MESSAGES_BYTES;
  }

  @Override
  public boolean isConnected(int peer) {
    return boots.get(peer) != 0;
  }

  private boolean send(int peer, int kind, long forward, ByteBuffer frame, int offset, int length) {
    if (!hasRoom(peer, length)) {
      return false;
    }
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
