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

  private static final int BOOT_COUNTER = PeerFrame.HEADER_BYTES;
  private static final int LAYOUT = BOOT_COUNTER + 8;

  /** Bytes of the whole frame. */
  public static final int FRAME_BYTES = LAYOUT + Layout.BYTES;

  private Hello() {}

  /**
   * Writes the whole frame, {@link #FRAME_BYTES} long.
   *
   * @param node the node that sends it
   * @param peer the node that it believes to be connected to
   * @param bootCounter the sender's, not 0
   * @param layout the sender's
   */
  public static void put(
      ByteBuffer buffer,
      int offset,
      ClusterId cluster,
      int node,
      int peer,
      long bootCounter,
      Layout layout,
      Crc crc) {
    PeerFrame.putHeader(buffer, offset, PeerFrame.HELLO, cluster, 0, node, peer, 0);
    buffer.putLong(offset + BOOT_COUNTER, bootCounter);
    layout.put(buffer, offset + LAYOUT);
    PeerFrame.seal(buffer, offset, FRAME_BYTES, crc);
  }

  /** The node that says hello; meaningful once {@link #check} found nothing wrong. */
  public static int node(ByteBuffer buffer, int offset) {
    return (int) PeerFrame.sender(buffer, offset);
  }

  /** How often the sender has booted. */
  public static long bootCounter(ByteBuffer buffer, int offset) {
    return buffer.getLong(offset + BOOT_COUNTER);
  }

  /** Whether the first frame of a connection is an intact HELLO, of whatever version. */
  public static boolean isHello(ByteBuffer buffer, int offset, int length, Crc crc) {
    return length >= FRAME_BYTES
        && PeerFrame.validate(buffer, offset, length, crc) == null
        && PeerFrame.kind(buffer, offset) == PeerFrame.HELLO;
  }

  /**
   * Checks an intact HELLO: version, cluster, receiver, sender, layout, in this order.
   *
   * @param node this node
   * @param layout this node's
   * @return what to refuse it with, or null if the connection may be used
   */
  public static @Nullable Refusal check(
      ByteBuffer buffer, int offset, ClusterId cluster, int node, Layout layout) {
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
    if (sender == node || !layout.isMember(sender)) {
      return new Refusal(
          Refusal.SENDER,
          "node " + sender + " is not another member of the cluster of node " + node);
    }
    return layout.check(buffer, offset + LAYOUT);
  }
}
