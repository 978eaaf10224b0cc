package io.apexkv.kernel.raft;

import io.apexkv.kernel.Config;

/**
 * The replicas of a group that vote, in ascending order of replica id. Inside this package a voter
 * is its place in this list.
 */
final class Voters {

  /** No voter: an unknown leader. */
  static final int NONE = -1;

  private final long[] replicas;
  private final int[] nodes;
  private final int self;

  /** The first replicas of a group: one on each member, with the member's id. */
  Voters(Config config) {
    int count = config.members().size();
    replicas = new long[count];
    nodes = new int[count];
    int own = NONE;
    for (int voter = 0; voter < count; voter++) {
      nodes[voter] = config.members().get(voter).node();
      replicas[voter] = nodes[voter];
      if (nodes[voter] == config.node()) {
        own = voter;
      }
    }
    self = own;
  }

  int count() {
    return replicas.length;
  }

  /** This node's own place. */
  int self() {
    return self;
  }

  long replica(int voter) {
    return replicas[voter];
  }

  long ownReplica() {
    return replicas[self];
  }

  int node(int voter) {
    return nodes[voter];
  }

  /** The voter on a node, or {@link #NONE}. */
  int onNode(int node) {
    for (int voter = 0; voter < nodes.length; voter++) {
      if (nodes[voter] == node) {
        return voter;
      }
    }
    return NONE;
  }

  /** One bit for each voter but this node's own. */
  int othersMask() {
    return ((1 << replicas.length) - 1) & ~(1 << self);
  }
}
