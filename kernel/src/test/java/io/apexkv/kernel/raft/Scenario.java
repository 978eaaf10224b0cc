package io.apexkv.kernel.raft;

import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Timing;
import io.apexkv.kernel.wire.EntryCodec;
import java.nio.ByteBuffer;

/** Steps that many tests of one replica share. It is node 1; the others exist as frames only. */
final class Scenario {

  static final long TIMEOUT = Timing.DEFAULT.electionTimeoutNanos();

  /** Other voters, by their place in the group. */
  static final int SECOND = 1;

  static final int THIRD = 2;

  private Scenario() {}

  /** Node 1 of some, with nothing on its disk. */
  static TestNode fresh(int nodes) {
    return withLog(nodes);
  }

  /** Node 1 of some, whose log has entries of these terms; it is in the last of them. */
  static TestNode withLog(int nodes, long... terms) {
    return withLog(nodes, TestNode.LIMITS, terms);
  }

  static TestNode withLog(int nodes, Limits limits, long... terms) {
    return new TestNode(1, nodes, 1, limits, disk(terms), 42, 1_000_000_000);
  }

  /** A disk with entries of these terms in group 1. */
  static LogDisk disk(long... terms) {
    LogDisk disk = new LogDisk(1);
    for (long term : terms) {
      disk.image(1).entries.add(entries(0, term).array());
      disk.image(1).term = term;
    }
    return disk;
  }

  /** Encoded entries of these terms, with payloads of a size. */
  static ByteBuffer entries(int payloadBytes, long... terms) {
    int bytes = EntryCodec.HEADER_BYTES + payloadBytes;
    ByteBuffer buffer = ByteBuffer.allocate(terms.length * bytes);
    for (int i = 0; i < terms.length; i++) {
      EntryCodec.putHeader(buffer, i * bytes, payloadBytes, EntryCodec.COMMAND, terms[i], 5);
    }
    return buffer;
  }

  /** The next APPEND of a leader that commits nothing. */
  static void append(TestNode node, int leader, long term, long after, long of, long... terms) {
    appendCommitting(node, leader, term, after, of, 0, 0, terms);
  }

  /** The same of a leader that has committed something and announces a round of reads. */
  static void appendCommitting(
      TestNode node,
      int leader,
      long term,
      long after,
      long of,
      long commit,
      long round,
      long... terms) {
    node.group(1)
        .onAppend(
            node.nowNanos,
            leader,
            term,
            after,
            of,
            commit,
            round,
            terms.length,
            entries(0, terms),
            0);
  }

  static void accept(TestNode node, int voter, long index) {
    accept(node, voter, index, 0);
  }

  static void accept(TestNode node, int voter, long index, long round) {
    Group group = node.group(1);
    group.onAppendAnswer(node.nowNanos, voter, group.view().term(), true, index, 0, round);
  }

  static void refuse(TestNode node, int voter, long hintIndex, long hintTerm) {
    Group group = node.group(1);
    group.onAppendAnswer(node.nowNanos, voter, group.view().term(), false, hintIndex, hintTerm, 0);
  }

  /** Silence until it campaigns, and a flush. */
  static void timeOut(TestNode node) {
    node.elapse(2 * TIMEOUT);
    node.flush();
  }

  static void preVoteFrom(TestNode node, int voter) {
    Group group = node.group(1);
    group.onPreVoteAnswer(node.nowNanos, voter, group.view().term(), true, group.view().term() + 1);
  }

  static void voteFrom(TestNode node, int voter) {
    Group group = node.group(1);
    group.onVoteAnswer(
        node.nowNanos, node.wallMillis, voter, group.view().term(), true, group.view().term());
  }

  /** Elects the node, with the help of as many as it takes; its first entry is durable and sent. */
  static TestNode elected(TestNode node) {
    timeOut(node);
    for (int voter = 1; voter <= node.config.members().size() / 2; voter++) {
      preVoteFrom(node, voter);
    }
    node.flush();
    node.diskDone();
    for (int voter = 1; voter <= node.config.members().size() / 2; voter++) {
      voteFrom(node, voter);
    }
    node.flush();
    node.diskDone();
    node.flush();
    return node;
  }
}
