package io.apexkv.kernel.raft;

/**
 * The answers to pre-votes and votes that this replica owes, at most one of each kind to each
 * voter: a newer question replaces an older one.
 *
 * <p>An answer to a pre-vote promises nothing and goes at once. An answer to a vote is read off the
 * hard state when that is durable (Raft, figure 2: "updated on stable storage before responding to
 * RPCs").
 */
final class VoteAnswers {

  private final Voters voters;

  /** One bit for each voter that is owed an answer. */
  private int preVotesOwed;

  private int votesOwed;

  /** One bit for each voter whose pre-vote was granted. */
  private int preVotesGranted;

  /** The terms that were asked for, by voter. */
  private final long[] preVoteAsked;

  private final long[] voteAsked;

  VoteAnswers(Voters voters) {
    this.voters = voters;
    preVoteAsked = new long[voters.count()];
    voteAsked = new long[voters.count()];
  }

  void owePreVote(int voter, boolean granted, long asked) {
    int bit = 1 << voter;
    preVotesOwed |= bit;
    preVotesGranted = granted ? preVotesGranted | bit : preVotesGranted & ~bit;
    preVoteAsked[voter] = asked;
  }

  void oweVote(int voter, long asked) {
    votesOwed |= 1 << voter;
    voteAsked[voter] = asked;
  }

  void send(GroupWriter writer, HardState hardState) {
    if ((preVotesOwed | votesOwed) == 0) {
      return;
    }
    boolean voteIsDurable = hardState.isDurable();
    for (int voter = 0; voter < voters.count(); voter++) {
      int bit = 1 << voter;
      if ((preVotesOwed & bit) != 0
          && writer.preVoteAnswer(voter, (preVotesGranted & bit) != 0, preVoteAsked[voter])) {
        preVotesOwed &= ~bit;
      }
      if ((votesOwed & bit) != 0
          && voteIsDurable
          && writer.voteAnswer(voter, hasVote(hardState, voter), voteAsked[voter])) {
        votesOwed &= ~bit;
      }
    }
  }

  private boolean hasVote(HardState hardState, int voter) {
    return hardState.term() == voteAsked[voter] && hardState.votedFor() == voters.replica(voter);
  }
}
