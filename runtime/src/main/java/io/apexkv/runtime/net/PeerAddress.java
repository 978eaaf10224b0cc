package io.apexkv.runtime.net;

import io.apexkv.kernel.base.Nullable;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where a server is. A name is resolved on a thread of its own, at the start and after every failed
 * attempt to connect: the event loop never waits for a name server.
 */
final class PeerAddress {

  private final String host;
  private final int port;
  private final boolean literal;
  private volatile @Nullable InetSocketAddress resolved;

  /**
   * @param address "host:port", the host a name or an address (IPv6 in brackets)
   * @throws IllegalArgumentException saying what is wrong with it
   */
  PeerAddress(String address) {
    int colon = address.lastIndexOf(':');
    if (colon <= 0) {
      throw new IllegalArgumentException("an address is host:port, but got '" + address + "'");
    }
    this.host = address.substring(0, colon);
    this.port = Integer.parseInt(address.substring(colon + 1));
    InetAddress known = literalOf(host);
    this.literal = known != null;
    if (known != null) {
      resolved = new InetSocketAddress(known, port);
    } else {
      refresh();
    }
  }

  /** The address as far as it is known by now, or null. */
  @Nullable
  InetSocketAddress current() {
    return resolved;
  }

  /** Asks for the name again, without waiting. */
  void refresh() {
    if (!literal) {
      Thread.ofVirtual().name("resolve " + host).start(this::resolve);
    }
  }

  private void resolve() {
    try {
      resolved = new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException unknown) {
      resolved = null;
    }
  }

  private static @Nullable InetAddress literalOf(String host) {
    try {
      return InetAddress.ofLiteral(host);
    } catch (IllegalArgumentException aName) {
      return null;
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
