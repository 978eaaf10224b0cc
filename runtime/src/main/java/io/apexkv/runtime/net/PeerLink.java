package io.apexkv.runtime.net;

import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.PeerFrame;
import java.nio.ByteBuffer;
import java.util.Objects;

/**
 * A connection with another server: both greet with HELLO, and from then on frames are delivered as
 * they come and sent within the credit that the kernel was given.
 */
final class PeerLink implements Role {

  /** Where a connection stands; states change only downwards. */
  enum State {
    /** We dialled, and the other side has not accepted. */
    CONNECTING,
    /** Nothing, or an incomplete HELLO, has come from the other side. */
    GREETING,
    /** The kernel was told {@link Inputs#peerUp}. */
    UP
  }

  private final Peers peers;
  private final Link link;
  private final NetBounds bounds;

  /** The server at the other end: known from the start if we dialled, else by its HELLO. */
  private @Nullable Peer peer;

  private State state;
  private long sinceNanos;

  /** Our HELLO's bytes that have not reached the socket; they were not sent on credit. */
  private int greetingBytes;

  /** What the kernel may still send. */
  private int creditBytes;

  /** Bytes that reached the socket and were not yet given back to the kernel. */
  private int returnedBytes;

  /** Since when we keep sending without hearing anything; 0 if we heard since or stopped. */
  private long unheardNanos;

  private long sentNanos;

  PeerLink(Peers peers, Link link, NetBounds bounds, @Nullable Peer dialled, long nowNanos) {
    this.peers = peers;
    this.link = link;
    this.bounds = bounds;
    this.peer = dialled;
    this.state = dialled == null ? State.GREETING : State.CONNECTING;
    this.sinceNanos = nowNanos;
  }

  /** The connection that we dialled is there: we greet. */
  void connected(long nowNanos) {
    state = State.GREETING;
    sinceNanos = nowNanos;
    sendGreeting();
  }

  private void sendGreeting() {
    greetingBytes += peers.sendHello(link, known().node);
  }

  /**
   * The other side's HELLO was right: from now on the kernel sends, within a credit.
   *
   * @param buffers those of peers, which clients can't use up
   */
  void up(Peer other, BufferPool buffers, Inputs kernel, long bootCounter, long nowNanos) {
    boolean accepted = peer == null;
    peer = other;
    if (accepted) { // else our HELLO went first
      link.useBuffersOf(buffers);
      sendGreeting();
    }
    state = State.UP;
    creditBytes = bounds.peerCreditBytes();
    kernel.peerUp(nowNanos, other.node, bootCounter);
    kernel.sendSpace(nowNanos, other.node, creditBytes);
  }

  @Override
  public void deliver(Inputs kernel, long nowNanos) {
    unheardNanos = 0;
    while (link.role() == this && link.in.size() > 0) {
      ByteBuffer bytes = link.in.bytes();
      int offset = link.in.offset();
      int length = PeerFrame.lengthOf(bytes, offset, link.in.size());
      if (length == PeerFrame.NO_FRAME) {
        link.fail("its bytes are no frame");
        break;
      }
      if (length == PeerFrame.INCOMPLETE || length > link.in.size()) {
        break;
      }
      if (state == State.UP) {
        kernel.message(nowNanos, known().node, bytes, offset, length);
      } else {
        peers.handshake(this, link, peer, bytes, offset, length, kernel, nowNanos);
      }
      if (link.in.size() > 0) {
        link.in.consume(length);
      }
    }
    if (link.role() == this && link.isOver()) {
      peers.lost(this, peer, kernel, nowNanos);
    }
  }

  /** Gives back to the kernel what was written since. */
  void returnCredit(Inputs kernel, long nowNanos) {
    if (returnedBytes > 0 && state == State.UP) {
      kernel.sendSpace(nowNanos, known().node, returnedBytes);
      creditBytes += returnedBytes;
      returnedBytes = 0;
    }
  }

  /** True if the kernel may be waiting for credit. */
  boolean owesCredit() {
    return returnedBytes >= bounds.peerCreditBytes() / 2;
  }

  /** Effect: frames to send. */
  void send(ByteBuffer frames, int offset, int length, long nowNanos) {
    creditBytes -= length;
    Check.that(creditBytes >= 0, "a kernel sends within its credit", creditBytes);
    if (unheardNanos == 0 || nowNanos - sentNanos > bounds.peerSilenceNanos() / 4) {
      unheardNanos = nowNanos;
    }
    sentNanos = nowNanos;
    link.send(frames, offset, length);
  }

  @Override
  public void written(int bytes, long nowNanos) {
    int greeting = Math.min(bytes, greetingBytes);
    greetingBytes -= greeting;
    returnedBytes += bytes - greeting;
  }

  @Override
  public boolean wantsBytes() {
    return true;
  }

  @Override
  public void sweep(long nowNanos) {
    if (state != State.UP) {
      if (nowNanos - sinceNanos > bounds.handshakeNanos()) {
        link.fail("it did not greet in time");
      }
    } else if (link.isStalled(nowNanos, bounds.peerSilenceNanos())) {
      link.fail("it takes nothing of what we send");
    } else if (unheardNanos != 0 && sentNanos - unheardNanos > bounds.peerSilenceNanos()) {
      link.fail("we keep sending and hear nothing");
    }
  }

  boolean isUp() {
    return state == State.UP;
  }

  Link link() {
    return link;
  }

  private Peer known() {
    return Objects.requireNonNull(peer, "the server at the other end is known by now");
  }
}
