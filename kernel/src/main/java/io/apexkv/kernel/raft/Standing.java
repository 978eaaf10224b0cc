package io.apexkv.kernel.raft;

import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.TimerQueue;

/**
 * Where a replica stands in its group: its role, its term, the leader it knows, and how long it has
 * waited for one. All changes of role and of term go through here; {@link Group} has the table.
 */
final class Standing {

  /** The parts that a change of role concerns. */
  interface Changes {
    /**
     * The role or the leader changed.
     *
     * @param leader the leader that is known now, or {@link Voters#NONE}
     */
    void changed(Role from, Role to, int leader);
  }

  private final long group;
  private final Voters voters;
  private final HardState hardState;
  private final long seed;
  private final long electionTimeoutNanos;
  private final RaftListener listener;
  private final Changes changes;

  private Role role = Role.FOLLOWER;

  /** The leader of the current term as far as it is known; this replica if it leads. */
  private int leader = Voters.NONE;

  /** While following a leader: when it was last heard. */
  private long leaderHeardNanos;

  /** While not leading: when to campaign. */
  private long electionAtNanos = TimerQueue.NONE;

  private boolean draining;

  Standing(long group, RaftNode node, Voters voters, HardState hardState, Changes changes) {
    this.group = group;
    this.voters = voters;
    this.hardState = hardState;
    this.changes = changes;
    seed = node.seed();
    electionTimeoutNanos = node.config().timing().electionTimeoutNanos();
    listener = node.listener();
  }

  Role role() {
    return role;
  }

  boolean isLeader() {
    return role == Role.LEADER;
  }

  int leader() {
    return leader;
  }

  long electionAtNanos() {
    return electionAtNanos;
  }

  /** Whether a leader works, as far as this replica can know: it is one, or heard one lately. */
  boolean attendsLeader(long nowNanos) {
    return role == Role.LEADER
        || (leader != Voters.NONE && nowNanos - leaderHeardNanos < electionTimeoutNanos);
  }

  void becomePreCandidate(long nowNanos, long lastIndex) {
    change(Role.PRE_CANDIDATE, Voters.NONE);
    listener.trace(Trace.PRE_CANDIDATE, group, hardState.term() + 1, lastIndex);
    resetElectionTimer(nowNanos);
  }

  /** Enters the next term, with its own vote. */
  void becomeCandidate(long nowNanos, long lastIndex) {
    hardState.enter(hardState.term() + 1);
    hardState.vote(voters.ownReplica());
    change(Role.CANDIDATE, Voters.NONE);
    listener.trace(Trace.CANDIDATE, group, hardState.term(), lastIndex);
    resetElectionTimer(nowNanos);
  }

  void becomeLeader(long lastIndex) {
    electionAtNanos = TimerQueue.NONE;
    change(Role.LEADER, voters.self());
    listener.trace(Trace.LEADER, group, hardState.term(), lastIndex);
  }

  void becomeFollower(long nowNanos, int newLeader) {
    change(Role.FOLLOWER, newLeader);
    int leaderNode = newLeader == Voters.NONE ? 0 : voters.node(newLeader);
    listener.trace(Trace.FOLLOWER, group, hardState.term(), leaderNode);
    resetElectionTimer(nowNanos);
  }

  /** A later term than this replica knew, whose leader is not known (Raft, 5.1). */
  void enterTerm(long nowNanos, long term) {
    hardState.enter(term);
    becomeFollower(nowNanos, Voters.NONE);
  }

  /** A message of the leader of a term that is not below this replica's. */
  void follow(long nowNanos, int voter, long term) {
    boolean isLater = term > hardState.term();
    Check.that(isLater || role != Role.LEADER, "at most one leader in a term", term);
    if (isLater) {
      hardState.enter(term);
    }
    if (isLater || role != Role.FOLLOWER || leader != voter) {
      becomeFollower(nowNanos, voter);
    }
    leaderHeardNanos = nowNanos;
    resetElectionTimer(nowNanos);
  }

  /** From now on it never campaigns. */
  void drain(long nowNanos) {
    draining = true;
    electionAtNanos = TimerQueue.NONE;
    if (role != Role.FOLLOWER) {
      becomeFollower(nowNanos, Voters.NONE);
    }
  }

  /** Waits anew; before the first election of all, the voter that it prefers waits less. */
  void resetElectionTimer(long nowNanos) {
    if (draining) {
      return;
    }
    long replica = voters.ownReplica();
    long term = hardState.term();
    boolean isPreferred =
        term == 0 && ElectionTimeout.isPreferred(group, voters.self(), voters.count());
    electionAtNanos =
        nowNanos
            + (isPreferred
                ? ElectionTimeout.preferredNanos(electionTimeoutNanos, seed, replica, group)
                : ElectionTimeout.nanos(electionTimeoutNanos, seed, replica, group, term));
  }

  private void change(Role next, int nextLeader) {
    Role previous = role;
    role = next;
    leader = nextLeader;
    changes.changed(previous, next, nextLeader);
  }
}
