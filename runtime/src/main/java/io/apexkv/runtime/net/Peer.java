package io.apexkv.runtime.net;

import io.apexkv.kernel.Member;
import io.apexkv.kernel.base.Nullable;

/** Another server of the cluster, and the one connection to it, if there is one. */
final class Peer {

  final int node;
  final PeerAddress address;

  /** We connect to it, since our id is lower; else it connects to us. */
  final boolean dialled;

  /** The connection under way or up, or null. */
  @Nullable PeerLink link;

  /** Attempts to connect that failed since the last success. */
  int failures;

  /** When to connect next; meaningless while there is a link. */
  long dialAtNanos;

  /** What was last logged about a failure, so that a peer that is down fills no log. */
  String lastFailure = "";

  Peer(Member member, int self) {
    this.node = member.node();
    this.address = new PeerAddress(member.address());
    this.dialled = self < member.node();
  }
}
