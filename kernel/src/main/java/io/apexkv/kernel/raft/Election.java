package io.apexkv.kernel.raft;

/**
 * One campaign, for pre-votes or for votes: who was asked and who granted. What was asked and
 * answered, and what it means, is in {@link Elections}.
 */
final class Election {

  private final Voters voters;

  /** One bit for each voter. */
  private int granted;

  /** One bit for each voter that is still to be asked. */
  private int unasked;

  Election(Voters voters) {
    this.voters = voters;
  }

  /** Begins a campaign: everybody else is to be asked, nobody has granted. */
  void begin() {
    granted = 0;
    unasked = voters.othersMask();
  }

  boolean isUnasked(int voter) {
    return (unasked & 1 << voter) != 0;
  }

  void asked(int voter) {
    unasked &= ~(1 << voter);
  }

  /** A connection came up: what was asked before may be lost. */
  void askAgain(int voter) {
    if ((granted & 1 << voter) == 0) {
      unasked |= 1 << voter;
    }
  }

  /** A voter granted; granting twice counts once. */
  void granted(int voter) {
    granted |= 1 << voter;
  }

  boolean isWon() {
    return Quorum.isMajority(Integer.bitCount(granted), voters.count());
  }
}
