package io.apexkv.kernel.raft;

/** Majority arithmetic. Any two majorities share a voter: all of Raft's safety rests on it. */
final class Quorum {

  private Quorum() {}

  /** Whether so many of the voters are more than half of them. */
  static boolean isMajority(int count, int voters) {
    return count > voters / 2;
  }

  /**
   * The largest value that a majority has reached, given what each voter has reached.
   *
   * <p>Quadratic in at most nine voters, so that nothing is sorted or allocated.
   */
  static long reachedByMajority(long[] reached) {
    long best = Long.MIN_VALUE;
    for (long candidate : reached) {
      int count = 0;
      for (long value : reached) {
        if (value >= candidate) {
          count++;
        }
      }
      if (isMajority(count, reached.length)) {
        best = Math.max(best, candidate);
      }
    }
    return best;
  }
}
