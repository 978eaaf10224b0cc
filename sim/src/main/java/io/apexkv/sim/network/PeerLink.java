package io.apexkv.sim.network;

import io.apexkv.sim.event.Event;

/**
 * The connection of two servers, side 0 the one with the lower id.
 *
 * <pre>
 *   DOWN    --both reach and announce a boot counter-->  UP      both sides hear peerUp
 *   UP      --reset, partition, death-->                 LOSING  each side hears peerDown in its time
 *   LOSING  --both sides have heard-->                   DOWN
 * </pre>
 */
final class PeerLink {

  final PeerNetwork network;
  final int[] nodes;

  /** By side: whether its process counts the connection as up. */
  final boolean[] up = new boolean[2];

  /** By sending side: when its last frame arrives, so that the next one is not earlier. */
  final long[] lastArrivalNanos = new long[2];

  /** By sending side: bytes that were lost in a partition and give no credit until it is mended. */
  final int[] withheld = new int[2];

  /** By sending side: credit that was not told yet. */
  final int[] creditDue = new int[2];

  /** By sending side: how many times longer than elsewhere frames travel. */
  final int[] distance = {1, 1};

  final FrameIdentity[] identities = {new FrameIdentity(), new FrameIdentity()};

  /** Grows with every connection and every loss: frames of an older period are not delivered. */
  long epoch;

  /** The connection is lost, and not both sides have heard. */
  boolean losing;

  PeerLink(PeerNetwork network, int lower, int higher) {
    this.network = network;
    this.nodes = new int[] {lower, higher};
  }

  boolean isDown() {
    return !up[0] && !up[1];
  }

  int sideOf(int node) {
    return nodes[0] == node ? 0 : 1;
  }

  boolean touches(int node) {
    return nodes[0] == node || nodes[1] == node;
  }

  /** A frame on its way. */
  static final class Delivery extends Event {
    final PeerLink link;
    final int fromSide;
    final long epoch;
    final long sentNanos;
    final byte[] frame;
    final boolean lost;
    final boolean givesCredit;

    Delivery(
        PeerLink link,
        int fromSide,
        long sentNanos,
        byte[] frame,
        boolean lost,
        boolean givesCredit) {
      this.link = link;
      this.fromSide = fromSide;
      this.epoch = link.epoch;
      this.sentNanos = sentNanos;
      this.frame = frame;
      this.lost = lost;
      this.givesCredit = givesCredit;
    }

    @Override
    protected void happen() {
      link.network.arrive(this);
    }
  }

  /** One side hears that the connection is lost. */
  static final class SideDown extends Event {
    final PeerLink link;
    final int side;
    final long epoch;

    SideDown(PeerLink link, int side) {
      this.link = link;
      this.side = side;
      this.epoch = link.epoch;
    }

    @Override
    protected void happen() {
      if (link.epoch == epoch) {
        link.network.sideDown(link, side);
      }
    }
  }

  /** An attempt to connect. */
  static final class Attempt extends Event {
    final PeerLink link;

    Attempt(PeerLink link) {
      this.link = link;
    }

    @Override
    protected void happen() {
      link.network.attempt(link);
    }
  }
}
