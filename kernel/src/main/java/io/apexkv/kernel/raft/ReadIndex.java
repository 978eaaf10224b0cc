package io.apexkv.kernel.raft;

import io.apexkv.kernel.base.LongQueue;

/**
 * Linearizable reads without a log entry (thesis, 6.4): a read remembers the commit index, and is
 * confirmed when a majority has proved, after the read came, that it still follows this leader.
 *
 * <p>The proofs are numbered. A read joins the next <em>round</em>, the one that no message carries
 * yet; the messages of the next flush begin it; a peer's answer to any message of this round or a
 * later one counts. So all reads of a batch share one round, and a message that was sent before the
 * read came never counts for it.
 */
final class ReadIndex {

  private final int self;

  /**
   * The latest round that messages carry. It never goes back, also over terms: so what was answered
   * in an earlier term never counts for a read of a later one.
   */
  private long sentRound;

  /** By voter, the latest round that it has answered. */
  private final long[] answeredRounds;

  /** Reads without a majority yet, in order of their rounds. */
  private final LongQueue waitingRounds = new LongQueue();

  private final LongQueue waitingIndexes = new LongQueue();
  private final LongQueue waitingCookies = new LongQueue();

  private final LongQueue confirmedIndexes = new LongQueue();
  private final LongQueue confirmedCookies = new LongQueue();
  private final LongQueue failedCookies = new LongQueue();

  ReadIndex(Voters voters) {
    self = voters.self();
    answeredRounds = new long[voters.count()];
  }

  /** Leadership ends: what is not confirmed never will be. */
  void stepDown() {
    while (!waitingCookies.isEmpty()) {
      failedCookies.addLast(waitingCookies.removeFirst());
    }
    waitingRounds.clear();
    waitingIndexes.clear();
  }

  void register(long readIndex, long cookie) {
    waitingRounds.addLast(sentRound + 1);
    waitingIndexes.addLast(readIndex);
    waitingCookies.addLast(cookie);
  }

  /** Messages are about to be sent: begins the next round if a read waits for it. */
  void beginRound() {
    if (!waitingRounds.isEmpty() && waitingRounds.last() > sentRound) {
      sentRound++;
      confirm();
    }
  }

  /** The round that messages carry. */
  long sentRound() {
    return sentRound;
  }

  /** A voter answered a message of this round, in the current term. */
  void answered(int voter, long round) {
    if (round > answeredRounds[voter] && round <= sentRound) {
      answeredRounds[voter] = round;
      confirm();
    }
  }

  /** Takes the next read whose fate is known; confirmed ones first, each kind in order. */
  boolean poll(ReadSlot out) {
    if (!confirmedCookies.isEmpty()) {
      out.set(confirmedCookies.removeFirst(), confirmedIndexes.removeFirst(), true);
      return true;
    }
    if (!failedCookies.isEmpty()) {
      out.set(failedCookies.removeFirst(), 0, false);
      return true;
    }
    return false;
  }

  /** Whether {@link #poll} has an answer. */
  boolean hasFates() {
    return !confirmedCookies.isEmpty() || !failedCookies.isEmpty();
  }

  /** How many reads wait for their round. */
  int waiting() {
    return waitingCookies.size();
  }

  private void confirm() {
    answeredRounds[self] = sentRound;
    long confirmedRound = Quorum.reachedByMajority(answeredRounds);
    while (!waitingRounds.isEmpty() && waitingRounds.first() <= confirmedRound) {
      waitingRounds.removeFirst();
      confirmedIndexes.addLast(waitingIndexes.removeFirst());
      confirmedCookies.addLast(waitingCookies.removeFirst());
    }
  }
}
