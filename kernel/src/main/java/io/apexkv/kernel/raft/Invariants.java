package io.apexkv.kernel.raft;

import io.apexkv.kernel.base.Check;

/**
 * What one replica alone can see of Raft's promises (figure 2 and figure 3), checked after every
 * step against the step before. What takes several replicas to see, such as Leader Completeness, is
 * a simulator's to check.
 */
final class Invariants {

  private Role role = Role.FOLLOWER;
  private long term;
  private long votedFor;
  private long durableTerm;
  private long commitIndex;
  private long lastIndex;

  /** Remembers a state without comparing: what recovery found. */
  void begin(GroupView now) {
    role = now.role();
    term = now.term();
    votedFor = now.votedFor();
    durableTerm = now.durableTerm();
    commitIndex = now.commitIndex();
    lastIndex = now.lastIndex();
  }

  /** Compares the state after a step with the one before it. */
  void stepped(GroupView now, RaftLog log) {
    Check.that(now.term() >= term, "the term never goes back", now.term());
    Check.that(now.durableTerm() >= durableTerm, "the durable term never goes back", durableTerm);
    Check.that(now.durableTerm() <= now.term(), "no later term is durable", now.durableTerm());
    Check.that(
        now.term() > term || votedFor == HardState.NOBODY || now.votedFor() == votedFor,
        "a vote is given once in a term",
        now.votedFor());
    Check.that(now.commitIndex() >= commitIndex, "the commit index never goes back", commitIndex);
    Check.that(now.commitIndex() <= now.lastIndex(), "committed entries are in the log");
    Check.that(now.appliedIndex() <= now.commitIndex(), "applied entries are committed");
    Check.that(log.durableIndex() <= log.stagedIndex(), "durable entries were staged");
    Check.that(log.stagedIndex() <= log.lastIndex(), "staged entries are in the log");
    Check.that(log.lastTerm() <= now.term(), "no entry is of a later term", log.lastTerm());
    if (role == Role.LEADER && now.role() == Role.LEADER) {
      Check.that(now.term() == term, "a leader leads in one term", now.term());
      Check.that(now.lastIndex() >= lastIndex, "a leader only appends", now.lastIndex());
    }
    if (now.role() == Role.LEADER) {
      Check.that(
          now.durableVote() == now.replica() && now.durableTerm() == now.term(),
          "a leader's own vote is durable",
          now.durableVote());
    }
    begin(now);
  }

  /** What a leader knows of a follower is within its own log. */
  static void matches(Progress progress, RaftLog log) {
    Check.that(
        progress.matchIndex() <= log.lastIndex(),
        "what matches is in the leader's log",
        progress.matchIndex());
    Check.that(
        progress.nextIndex() <= log.lastIndex() + 1,
        "what is sent next is in the leader's log, or right behind it",
        progress.nextIndex());
  }
}
