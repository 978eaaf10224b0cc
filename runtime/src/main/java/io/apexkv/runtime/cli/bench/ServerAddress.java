package io.apexkv.runtime.cli.bench;

import io.apexkv.client.core.Address;
import io.apexkv.runtime.cli.UserMistake;
import java.net.InetSocketAddress;

/** Addresses "host:port" that the user gave, or a cluster's members have. */
final class ServerAddress {

  private ServerAddress() {}

  /**
   * The address for a socket.
   *
   * @throws UserMistake if the text is no address, or its host has no IP address here
   */
  static InetSocketAddress resolve(String text) {
    String problem = Address.problem(text);
    if (problem != null) {
      throw new UserMistake(
          problem + ".", "Give --servers the addresses of nodes' client ports, split by commas.");
    }
    Address parsed = Address.parse(text);
    InetSocketAddress address = new InetSocketAddress(parsed.host(), parsed.port());
    if (address.isUnresolved()) {
      throw new UserMistake(
          "this machine knows no host '" + parsed.host() + "', of the server " + text + ".",
          "See whether the name is right, or use its IP address.");
    }
    return address;
  }
}
