package io.apexkv.kernel.raft;

/**
 * Both sides of elections (Raft, 5.2 and 5.4.1; thesis, 9.6): what this replica asks for when it
 * campaigns, and what it grants to others.
 *
 * <p>An election goes in two rounds. In the first, a <em>pre-vote</em>, nobody changes anything: it
 * asks whether a second one could be won, so that a replica which was cut off does not depose a
 * working leader with its higher term when it comes back. Only then the term goes up.
 */
final class Elections {

  private final Voters voters;
  private final HardState hardState;
  private final RaftLog log;
  private final Standing standing;
  private final VoteAnswers answers;
  private final Election election;

  Elections(Voters voters, HardState hardState, RaftLog log, Standing standing) {
    this.voters = voters;
    this.hardState = hardState;
    this.log = log;
    this.standing = standing;
    answers = new VoteAnswers(voters);
    election = new Election(voters);
  }

  // The voter's side.

  /** A pre-vote is asked for a campaign in {@code askedTerm}; nothing changes here. */
  void onPreVote(long nowNanos, int voter, long askedTerm, long lastIndex, long lastTerm) {
    boolean granted =
        askedTerm > hardState.term()
            && !standing.attendsLeader(nowNanos)
            && LogOrder.upToDate(lastTerm, lastIndex, log.lastTerm(), log.lastIndex());
    answers.owePreVote(voter, granted, askedTerm);
  }

  /** A vote is asked. */
  void onVote(long nowNanos, int voter, long term, long lastIndex, long lastTerm) {
    if (term > hardState.term()) {
      if (standing.attendsLeader(nowNanos)) {
        return; // a campaign must not depose a leader that works (Raft, section 6, last paragraph)
      }
      standing.enterTerm(nowNanos, term);
    }
    boolean free = hardState.votedFor() == HardState.NOBODY && standing.leader() == Voters.NONE;
    if (term == hardState.term()
        && free
        && LogOrder.upToDate(lastTerm, lastIndex, log.lastTerm(), log.lastIndex())) {
      hardState.vote(voters.replica(voter));
      standing.becomeFollower(nowNanos, Voters.NONE); // it may have been about to campaign itself
    }
    answers.oweVote(voter, term);
  }

  // The candidate's side.

  /** Begins a campaign: asks everybody whether it could be won. */
  void campaign(long nowNanos) {
    standing.becomePreCandidate(nowNanos, log.lastIndex());
    election.begin();
    election.granted(voters.self());
    voteIfWouldWin(nowNanos);
  }

  void onPreVoteAnswer(long nowNanos, int voter, long term, boolean granted, long asked) {
    if (term > hardState.term()) {
      standing.enterTerm(nowNanos, term);
    } else if (standing.role() == Role.PRE_CANDIDATE && granted && asked == hardState.term() + 1) {
      election.granted(voter);
      voteIfWouldWin(nowNanos);
    }
  }

  /** Returns whether this replica was elected. */
  boolean onVoteAnswer(long nowNanos, int voter, long term, boolean granted, long asked) {
    if (term > hardState.term()) {
      standing.enterTerm(nowNanos, term);
      return false;
    }
    if (standing.role() != Role.CANDIDATE || !granted || asked != hardState.term()) {
      return false;
    }
    election.granted(voter);
    return election.isWon();
  }

  /**
   * The disk has more than before. A candidate's own vote counts once it is durable, like that of
   * any other voter. Returns whether this replica was elected.
   */
  boolean onDurable() {
    if (standing.role() != Role.CANDIDATE || !hardState.isDurable()) {
      return false;
    }
    election.granted(voters.self());
    return election.isWon();
  }

  /** A connection came up: what was asked before may be lost. */
  void askAgain(int voter) {
    election.askAgain(voter);
  }

  /** Writes what is owed to candidates, and questions while this replica is one. */
  void send(GroupWriter writer) {
    answers.send(writer, hardState);
    // To ask for votes is to tell that it has voted for itself, so this waits for the disk too.
    boolean votes = standing.role() == Role.CANDIDATE && hardState.isDurable();
    if (votes || standing.role() == Role.PRE_CANDIDATE) {
      for (int voter = 0; voter < voters.count(); voter++) {
        if (election.isUnasked(voter) && ask(writer, voter)) {
          election.asked(voter);
        }
      }
    }
  }

  private void voteIfWouldWin(long nowNanos) {
    if (election.isWon()) {
      standing.becomeCandidate(nowNanos, log.lastIndex());
      election.begin();
    }
  }

  /** Asks one voter for what this replica campaigns for; false if there was no room. */
  private boolean ask(GroupWriter writer, int voter) {
    return standing.role() == Role.CANDIDATE
        ? writer.vote(voter, log.lastIndex(), log.lastTerm())
        : writer.preVote(voter, hardState.term() + 1, log.lastIndex(), log.lastTerm());
  }
}
