package io.apexkv.client.core;

import io.apexkv.kernel.base.Streams;

/**
 * How long to pause before the next attempt: a mean that doubles up to a bound, and jitter of half
 * of it to either side, so that clients that failed together don't come back together.
 */
final class Backoff {

  private static final int PURPOSE = 0xC11E;

  private final long seed;
  private final long firstNanos;
  private final long lastNanos;

  Backoff(ClientSettings settings) {
    seed = settings.seed();
    firstNanos = settings.firstBackoffNanos();
    lastNanos = settings.lastBackoffNanos();
  }

  /**
   * The pause, mean/2 to 3/2 mean, at least 1.
   *
   * @param identity whose pause it is
   * @param pause which one, from 1
   */
  long nanos(long identity, int pause) {
    int doublings = Math.min(pause - 1, 30);
    long meanNanos = firstNanos > lastNanos >> doublings ? lastNanos : firstNanos << doublings;
    long jitterNanos = Streams.below(Streams.draw(seed, PURPOSE, identity, pause, 0), meanNanos);
    return Math.max(1, meanNanos / 2 + jitterNanos);
  }
}
