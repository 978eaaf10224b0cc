package io.apexkv.sim.world;

import io.apexkv.kernel.Trace;
import io.apexkv.sim.marks.RarePath;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Sees rare paths that no kernel can report, since they are combinations: of two nodes, of a node
 * and its disk, or of what a node did and how it died. It looks at everything and changes nothing.
 */
final class Lookout {

  private static final int BODY = 64;
  private static final int KIND = 9;
  private static final int VOTE_ANSWER = 13;
  private static final long NEVER = Long.MIN_VALUE / 2;
  private static final int LONG_TAIL = 8;
  private static final long NONE = 0;

  private final World world;
  private final int groups;

  /** By (node, group): the term that its living process leads in, as far as it knows. */
  private final long[] leaderTerm;

  /** By (node, group): it led, and has stepped down since it heard no majority. */
  private final boolean[] lostQuorum;

  /** By (node, group, peer): refusals that it heard in its term as a leader. */
  private final int[] conflicts;

  /** By group: (term, node) of the last candidate, and the node that led last. */
  private final long[] candidateTerm;

  private final int[] candidate;
  private final int[] lastLeader;

  /** By node: when it last granted a vote. */
  private final long[] voteSentNanos;

  /** By node: its last process died before it had recovered. */
  private final boolean[] diedInRecovery;

  private long powerLostNanos = NEVER;
  private int powerLostWriting;

  Lookout(World world) {
    this.world = world;
    this.groups = world.plan().cluster().groups();
    int nodes = world.size();
    leaderTerm = new long[(nodes + 1) * (groups + 1)];
    lostQuorum = new boolean[leaderTerm.length];
    conflicts = new int[leaderTerm.length * (nodes + 1)];
    candidateTerm = new long[groups + 1];
    candidate = new int[groups + 1];
    lastLeader = new int[groups + 1];
    voteSentNanos = new long[nodes + 1];
    Arrays.fill(voteSentNanos, NEVER);
    diedInRecovery = new boolean[nodes + 1];
  }

  private int at(int node, int group) {
    return node * (groups + 1) + group;
  }

  /** Whole frames leave a node. */
  void sent(Node node, ByteBuffer frames, int offset, int length) {
    int end = offset + length;
    for (int at = offset; at < end; at += frames.getInt(at)) {
      if (frames.get(at + KIND) == VOTE_ANSWER && frames.get(at + BODY) == 1) {
        voteSentNanos[node.id()] = world.nowNanos();
      }
    }
  }

  /** A kernel reports something; what it holds is already as it was after the batch. */
  void traced(Node node, Trace event, int group, long first, long second) {
    Subject subject = node.subject();
    if (subject == null) {
      return;
    }
    switch (event) {
      case RECOVERED -> diedInRecovery[node.id()] = false;
      case CANDIDATE -> campaigns(node.id(), group, first);
      case LEADER -> elected(node, subject.replica(group), first, second);
      case QUORUM_LOST -> lostQuorum[at(node.id(), group)] = true;
      case FOLLOWER, PRE_CANDIDATE -> {
        if (leaderTerm[at(node.id(), group)] != NONE) {
          ceasesToLead(node.id(), subject.replica(group));
        }
      }
      case TRUNCATED -> truncated(node, first, second);
      case CONFLICT -> conflicts(node.id(), group, (int) first);
      case DUPLICATE_ANSWERED -> answeredAgain(subject.replica(group), first);
      case SESSION_EXPIRED ->
          world.mark(second == 1 ? RarePath.SESSION_EVICTED : RarePath.SESSION_TIMED_OUT);
      default -> {}
    }
  }

  private void campaigns(int node, int group, long term) {
    if (candidateTerm[group] == term && candidate[group] != node) {
      world.mark(RarePath.SPLIT_VOTE);
    }
    if (term >= candidateTerm[group]) {
      candidateTerm[group] = term;
      candidate[group] = node;
    }
  }

  /** {@code last} is the last entry of its log; its own first one may be there already. */
  private void elected(Node node, ReplicaView replica, long term, long last) {
    int group = replica.group();
    long committed = replica.commitIndex();
    for (int id = 1; id <= world.size(); id++) {
      Subject other = world.node(id).subject();
      if (id != node.id() && other != null && other.bootCounter() != 0) {
        comparesWith(world.node(id), other.replica(group), last);
        committed = Math.max(committed, other.replica(group).commitIndex());
      }
    }
    if (replica.term() == term && replica.lastIndex() >= last) {
      tail(replica, committed, replica.termAt(last) == term ? last - 1 : last);
    }
    int at = at(node.id(), group);
    if (lastLeader[group] == node.id() && lostQuorum[at]) {
      world.mark(RarePath.SAME_LEADER_AGAIN);
    }
    lostQuorum[at] = false;
    leaderTerm[at] = term;
    int peers = world.size() + 1;
    Arrays.fill(conflicts, at * peers, (at + 1) * peers, 0);
    lastLeader[group] = node.id();
  }

  /** What a new leader has inherited, and no living node knows to be committed. */
  private void tail(ReplicaView replica, long committed, long last) {
    if (committed < last && world.size() > 1) {
      world.mark(RarePath.OLD_TAIL);
      if (replica.termAt(committed + 1) != replica.termAt(last)) {
        world.mark(RarePath.TAIL_OF_TWO_TERMS);
      }
    }
  }

  private void comparesWith(Node other, ReplicaView replica, long last) {
    if (replica.lastIndex() > last) {
      world.mark(RarePath.SHORTER_LEADER);
    }
    if (leaderTerm[at(other.id(), replica.group())] != NONE) {
      world.mark(other.isPaused() ? RarePath.DEPOSED_IN_PAUSE : RarePath.TWO_LEADERS);
    }
  }

  private void truncated(Node node, long first, long last) {
    if (node.disk().writesInFlight() > 0) {
      world.mark(RarePath.TRUNCATED_WHILE_WRITING);
    }
    if (last - first + 1 >= LONG_TAIL) {
      world.mark(RarePath.LONG_TAIL_CUT);
    }
  }

  private void conflicts(int node, int group, int peer) {
    if (++conflicts[at(node, group) * (world.size() + 1) + peer] == 2) {
      world.mark(RarePath.SECOND_CONFLICT);
    }
  }

  /** A session's number is the index of the entry that opened it. */
  private void answeredAgain(ReplicaView replica, long session) {
    boolean inLog = session >= 1 && session <= replica.lastIndex();
    if (replica.leads() && inLog && replica.termAt(session) < replica.term()) {
      world.mark(RarePath.RETRY_ANSWERED_BY_LATER_LEADER);
    }
  }

  private void ceasesToLead(int node, ReplicaView replica) {
    int at = at(node, replica.group());
    if (replica.commitIndex() == 0 || replica.termAt(replica.commitIndex()) < leaderTerm[at]) {
      world.mark(RarePath.LEADER_GONE_BEFORE_FIRST_COMMIT);
    }
    leaderTerm[at] = NONE;
  }

  /** A process is about to die; its kernel and what is under way to its disk can still be seen. */
  void dying(Node node, Subject subject, boolean losesPower) {
    if (subject.bootCounter() == 0) {
      diesInRecovery(node);
    } else {
      for (int group = 1; group <= groups; group++) {
        if (leaderTerm[at(node.id(), group)] != NONE) {
          diesLeading(node, subject.replica(group));
        }
        lostQuorum[at(node.id(), group)] = false;
      }
    }
    if (node.disk().writesInFlight() > 0) {
      diesWriting(losesPower);
    }
    long voteAge = world.nowNanos() - voteSentNanos[node.id()];
    if (losesPower && voteAge < world.plan().shapes().peerLink().leastNanos()) {
      world.mark(RarePath.VOTE_IN_FLIGHT_WHEN_POWER_LOST);
    }
    if (isLast(node)) {
      world.mark(RarePath.ALL_DOWN);
    }
  }

  private void diesInRecovery(Node node) {
    world.mark(RarePath.CRASH_IN_RECOVERY);
    if (diedInRecovery[node.id()]) {
      world.mark(RarePath.SECOND_CRASH_IN_RECOVERY);
    }
    diedInRecovery[node.id()] = true;
  }

  private void diesLeading(Node node, ReplicaView replica) {
    if (replica.leads() && replica.lastIndex() > replica.commitIndex()) {
      world.mark(RarePath.LEADER_DIED_BEFORE_QUORUM);
    }
    ceasesToLead(node.id(), replica);
  }

  private void diesWriting(boolean losesPower) {
    world.mark(RarePath.CRASH_WITH_WRITE_PENDING);
    if (!losesPower) {
      return;
    }
    powerLostWriting = powerLostNanos == world.nowNanos() ? powerLostWriting + 1 : 1;
    powerLostNanos = world.nowNanos();
    if (powerLostWriting == 2) {
      world.mark(RarePath.POWER_LOST_WITH_WRITES_PENDING);
    }
  }

  private boolean isLast(Node node) {
    for (int id = 1; id <= world.size(); id++) {
      if (id != node.id() && world.node(id).subject() != null) {
        return false;
      }
    }
    return true;
  }
}
