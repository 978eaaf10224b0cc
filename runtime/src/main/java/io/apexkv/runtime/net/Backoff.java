package io.apexkv.runtime.net;

import java.util.random.RandomGenerator;

/** How long to wait before dialling again: doubling, bounded, and jittered down to a half. */
final class Backoff {

  private static final int MOST_DOUBLINGS = 30;

  private Backoff() {}

  /**
   * The wait before an attempt: in [w/2, w] for w = min(most, least x 2^failures), so that servers
   * that lost the same peer do not all come back at once.
   *
   * @param failures attempts that failed in a row, 0 or more
   */
  static long nanos(NetBounds bounds, int failures, RandomGenerator random) {
    long doubled = bounds.dialLeastNanos() << Math.min(failures, MOST_DOUBLINGS);
    long most = bounds.dialMostNanos();
    long wait = doubled <= 0 || doubled > most ? most : doubled;
    return wait - random.nextLong(wait / 2 + 1);
  }
}
