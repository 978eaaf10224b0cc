package io.apexkv.kernel.raft;

import io.apexkv.kernel.base.Check;

/**
 * Term and vote: what a replica must not forget (Raft, figure 2, "persistent state").
 *
 * <p>It exists three times: as it is, as it was last staged for the disk, and as it is known to be
 * durable. Whatever tells others about a term or a vote waits until {@link #isDurable}.
 */
final class HardState {

  /** Nobody was voted for; replica ids begin at 1. */
  static final long NOBODY = 0;

  private long term;
  private long votedFor = NOBODY;

  private long stagedTerm;
  private long stagedVote = NOBODY;

  private long durableTerm;
  private long durableVote = NOBODY;

  long term() {
    return term;
  }

  long votedFor() {
    return votedFor;
  }

  long durableTerm() {
    return durableTerm;
  }

  long durableVote() {
    return durableVote;
  }

  /** Enters a later term, in which nobody was voted for yet. */
  void enter(long laterTerm) {
    Check.that(laterTerm > term, "terms never go back", laterTerm);
    term = laterTerm;
    votedFor = NOBODY;
  }

  /** Votes in the current term; a vote given is never taken back. */
  void vote(long replica) {
    Check.that(votedFor == NOBODY || votedFor == replica, "one vote in a term", replica);
    votedFor = replica;
  }

  /** Whether the disk has exactly this term and vote. */
  boolean isDurable() {
    return term == durableTerm && votedFor == durableVote;
  }

  /** Whether there is something to stage. */
  boolean isStaged() {
    return term == stagedTerm && votedFor == stagedVote;
  }

  /** The current state went into a batch. */
  void staged() {
    stagedTerm = term;
    stagedVote = votedFor;
  }

  /** That batch is durable. */
  void durable() {
    durableTerm = stagedTerm;
    durableVote = stagedVote;
  }

  /** What recovery found in one place; of several, the newer counts (docs/disk-format.md). */
  void recover(long recoveredTerm, long vote) {
    if (recoveredTerm > term || (recoveredTerm == term && votedFor == NOBODY)) {
      term = recoveredTerm;
      votedFor = vote;
      staged();
      durable();
    }
  }
}
