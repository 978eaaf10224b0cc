package io.apexkv.runtime.cli.chaos;

import java.util.Arrays;

/** A few numbers that stand for many. */
record Spread(int count, long min, long median, long p99, long max) {

  /** The spread of some numbers, at least one; a percentile is one of them, the nearest rank. */
  static Spread of(long[] numbers) {
    long[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int count = sorted.length;
    return new Spread(count, sorted[0], rank(sorted, 50), rank(sorted, 99), sorted[count - 1]);
  }

  private static long rank(long[] sorted, int percent) {
    return sorted[Math.max(0, (sorted.length * percent + 99) / 100 - 1)];
  }
}
