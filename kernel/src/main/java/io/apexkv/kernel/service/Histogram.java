package io.apexkv.kernel.service;

/**
 * A latency histogram in integers: 32 steps for each doubling, so that a percentile is at most 1/32
 * above the truth. From 1 microsecond to over an hour.
 */
final class Histogram {

  private static final int STEP_BITS = 5;
  private static final int STEPS = 1 << STEP_BITS;
  private static final int DOUBLINGS = 32;

  private final long[] counts = new long[STEPS * DOUBLINGS];
  private long total;

  void record(long nanos) {
    counts[bucket(Math.max(0, nanos / 1000))]++;
    total++;
  }

  long total() {
    return total;
  }

  /** The least upper bound in microseconds of the share {@code perMille}; 0 without records. */
  long percentileMicros(int perMille) {
    long rank = (total * perMille + 999) / 1000;
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= rank && seen > 0) {
        return upperBound(i);
      }
    }
    return 0;
  }

  private static int bucket(long micros) {
    if (micros < STEPS) {
      return (int) micros;
    }
    int doubling = 63 - Long.numberOfLeadingZeros(micros) - STEP_BITS;
    int step = (int) (micros >>> doubling) & (STEPS - 1);
    return Math.min((doubling + 1) * STEPS + step, STEPS * DOUBLINGS - 1);
  }

  private static long upperBound(int bucket) {
    if (bucket < STEPS) {
      return bucket;
    }
    int doubling = bucket / STEPS - 1;
    long step = bucket % STEPS;
    return ((STEPS + step + 1) << doubling) - 1;
  }
}
