package io.apexkv.kernel;

/**
 * A server of the cluster.
 *
 * @param node 1 to 65,535; never given to another server
 * @param address "host:port" for clients, as REDIRECT names it
 */
public record Member(int node, String address) {

  public Member {
    if (node < 1 || node > 0xFFFF) {
      throw new IllegalArgumentException("a node id is 1 to 65535, but got " + node);
    }
  }

  /** As the command line writes it: "host:port:id". */
  @Override
  public String toString() {
    return address + ":" + node;
  }
}
