package io.apexkv.runtime.net;

import io.apexkv.kernel.Inputs;

/**
 * A connection that we close: what is queued is still written, then the other side is told the end,
 * and what it still sends is thrown away until it closes too. To close at once, with unread bytes,
 * would make the system reset the connection and could destroy the last answer on its way.
 */
final class Lingering implements Role {

  private final Link link;
  private final long untilNanos;
  private boolean outputEnded;

  private Lingering(Link link, long untilNanos) {
    this.link = link;
    this.untilNanos = untilNanos;
  }

  /** Begins to close a link. */
  static void begin(Link link, NetBounds bounds, long nowNanos) {
    Lingering role = new Lingering(link, nowNanos + bounds.handshakeNanos());
    link.become(role);
    role.discard();
    role.advance();
  }

  @Override
  public void deliver(Inputs kernel, long nowNanos) {
    discard();
    advance();
  }

  private void discard() {
    if (link.in.size() > 0) {
      link.in.consume(link.in.size());
    }
  }

  @Override
  public void written(int bytes, long nowNanos) {
    advance();
  }

  private void advance() {
    if (link.failure() != null) {
      link.close();
      return;
    }
    if (link.pendingBytes() == 0) {
      if (link.isOver()) {
        link.close();
      } else if (!outputEnded) {
        outputEnded = true;
        link.endOutput();
      }
    }
  }

  @Override
  public boolean wantsBytes() {
    return true;
  }

  @Override
  public void sweep(long nowNanos) {
    if (nowNanos - untilNanos > 0) {
      link.close();
    }
  }
}
