package io.apexkv.kernel.service;

/**
 * Which forwarded requests of one peer have come already. A frame that a network delivers twice
 * must not be applied twice; one so late that nobody remembers is taken for a repetition, which is
 * safe: its origin gives it up as UNKNOWN.
 */
final class ForwardWindow {

  /** How far behind the highest number a first delivery may be. */
  static final int SIZE = 4096;

  private final long[] seen = new long[SIZE / 64];
  private long highest;

  /** Whether this number comes for the first time; it is remembered. */
  boolean first(long number) {
    if (number > highest) {
      long steps = Math.min(number - highest, SIZE);
      for (long i = 0; i < steps; i++) {
        clear(number - i);
      }
      highest = number;
    } else if (highest - number >= SIZE || contains(number)) {
      return false;
    }
    seen[word(number)] |= bit(number);
    return true;
  }

  private boolean contains(long number) {
    return (seen[word(number)] & bit(number)) != 0;
  }

  private void clear(long number) {
    seen[word(number)] &= ~bit(number);
  }

  private static int word(long number) {
    return (int) (number & (SIZE - 1)) >>> 6;
  }

  private static long bit(long number) {
    return 1L << (number & 63);
  }
}
