package io.apexkv.kernel.raft;

/**
 * The answers to pre-votes and votes that this replica owes, at most one of each kind to each
 * voter: a newer question replaces an older one.
 *
 * <p>An answer to a pre-vote promises nothing and goes at once. An answer to a vote goes when term
 * and vote are durable (Raft, figure 2: "updated on stable storage before responding to RPCs").
 */
final class VoteAnswers {

  private final Voters voters;

  /** One bit for each voter that is owed an answer, and whether it is a yes. */
  private int preVotesOwed;

  private int preVotesGranted;
  private int votesOwed;
  private int votesGranted;

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

  void oweVote(int voter, boolean granted, long asked) {
    int bit = 1 << voter;
    votesOwed |= bit;
    votesGranted = granted ? votesGranted | bit : votesGranted & ~bit;
    voteAsked[voter] = asked;
  }

  /** A later term began: a vote in the one before is of no use to anybody. */
  void newTerm() {
    votesOwed = 0;
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
          && writer.voteAnswer(voter, (votesGranted & bit) != 0, voteAsked[voter])) {
        votesOwed &= ~bit;
      }
    }
  }
}
