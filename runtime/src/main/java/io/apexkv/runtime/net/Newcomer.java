package io.apexkv.runtime.net;

import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.wire.ClientFrame;
import io.apexkv.kernel.wire.ErrorWord;
import java.util.Locale;

/** A connection that was accepted and has not yet sent the byte that tells what it is. */
final class Newcomer implements Role {

  private static final int CLIENT_BYTE = ClientFrame.MAGIC >>> 24;
  private static final int PEER_BYTE = 0;

  private final Link link;
  private final Clients clients;
  private final Peers peers;
  private final long sinceNanos;
  private final NetBounds bounds;

  Newcomer(Link link, Clients clients, Peers peers, NetBounds bounds, long nowNanos) {
    this.link = link;
    this.clients = clients;
    this.peers = peers;
    this.bounds = bounds;
    this.sinceNanos = nowNanos;
  }

  @Override
  public void deliver(Inputs kernel, long nowNanos) {
    if (link.in.size() == 0) {
      if (link.isOver()) {
        link.close();
      }
      return;
    }
    int first = link.in.bytes().get(link.in.offset()) & 0xFF;
    switch (first) {
      case CLIENT_BYTE -> clients.admit(link, kernel, nowNanos);
      case PEER_BYTE -> peers.greet(link, kernel, nowNanos);
      default ->
          clients.refuse(
              link,
              ErrorWord.MALFORMED,
              "the first byte of a connection is 0xA9 (client protocol) or 0x00 (another server),"
                  + " but got 0x"
                  + Integer.toHexString(0x100 | first).substring(1).toUpperCase(Locale.ROOT)
                  + "; this port speaks nothing else",
              nowNanos);
    }
  }

  @Override
  public void written(int bytes, long nowNanos) {}

  @Override
  public boolean wantsBytes() {
    return true;
  }

  @Override
  public void sweep(long nowNanos) {
    if (nowNanos - sinceNanos > bounds.handshakeNanos()) {
      link.close();
    }
  }
}
