package io.apexkv.kernel.wire;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.base.Crc;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * HELLO, the first frame of both sides of a connection, and what a host answers it with.
 *
 * <p>Both hosts use it outside of their kernels: a kernel hears {@code peerUp} only once the
 * handshake succeeded.
 */
public final class Hello {

  /** Bytes of the whole frame. */
  public static final int FRAME_BYTES = PeerFrame.HEADER_BYTES + 8;

  private Hello() {}

  /**
   * Writes the whole frame, {@link #FRAME_BYTES} long.
   *
   * @param node the node that sends it
   * @param peer the node that it believes to be connected to
   * @param bootCounter the sender's, not 0
   */
  public static void put(
      ByteBuffer buffer,
      int offset,
      ClusterId cluster,
      int node,
      int peer,
      long bootCounter,
      Crc crc) {
    PeerFrame.putHeader(buffer, offset, PeerFrame.HELLO, cluster, 0, node, peer, 0);
    buffer.putLong(offset + PeerFrame.HEADER_BYTES, bootCounter);
    PeerFrame.seal(buffer, offset, FRAME_BYTES, crc);
  }

  /** The node that says hello; meaningful once {@link #check} found nothing wrong. */
  public static int node(ByteBuffer buffer, int offset) {
    return (int) PeerFrame.sender(buffer, offset);
  }

  /** How often the sender has booted. */
  public static long bootCounter(ByteBuffer buffer, int offset) {
    return buffer.getLong(offset + PeerFrame.HEADER_BYTES);
  }

  /** Whether the first frame of a connection is an intact HELLO, of whatever version. */
  public static boolean isHello(ByteBuffer buffer, int offset, int length, Crc crc) {
    return length >= FRAME_BYTES
        && PeerFrame.validate(buffer, offset, length, crc) == null
        && PeerFrame.kind(buffer, offset) == PeerFrame.HELLO;
  }

  /**
   * Checks an intact HELLO: version, cluster, receiver, sender, in this order.
   *
   * @param node this node
   * @param members the ids of all nodes, this one's included
   * @return what to refuse it with, or null if the connection may be used
   */
  public static @Nullable Refusal check(
      ByteBuffer buffer, int offset, ClusterId cluster, int node, int[] members) {
    int version = PeerFrame.version(buffer, offset);
    if (version != PeerFrame.VERSION) {
      return new Refusal(
          Refusal.VERSION,
          "this node speaks version "
              + PeerFrame.VERSION
              + " of the peer protocol, not "
              + version);
    }
    long high = PeerFrame.clusterHigh(buffer, offset);
    long low = PeerFrame.clusterLow(buffer, offset);
    if (high != cluster.high() || low != cluster.low()) {
      String found = (high | low) == 0 ? "none" : new ClusterId(high, low).toString();
      return new Refusal(
          Refusal.CLUSTER, "this node is of cluster " + cluster + ", but was greeted for " + found);
    }
    long receiver = PeerFrame.receiver(buffer, offset);
    if (receiver != node) {
      return new Refusal(
          Refusal.RECEIVER, "this is node " + node + ", but was greeted as node " + receiver);
    }
    long sender = PeerFrame.sender(buffer, offset);
    for (int member : members) {
      if (member == sender && member != node) {
        return null;
      }
    }
    return new Refusal(
        Refusal.SENDER, "node " + sender + " is not another member of the cluster of node " + node);
  }
}
