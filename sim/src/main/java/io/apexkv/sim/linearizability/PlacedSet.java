package io.apexkv.sim.linearizability;

/**
 * The operations placed so far, as bits; written out without the part that says nothing, so that a
 * configuration of a long history is as short as the history is concurrent there.
 */
final class PlacedSet {
  private final int requiredCount;

  /** Required operations: all words below {@link #low} are full, all above {@link #high} empty. */
  private final long[] required;

  private int low;
  private int high;

  /** Optional operations: all words from {@link #optionalEnd} on are empty. */
  private final long[] optional;

  private int optionalEnd;

  PlacedSet(int requiredCount, int count) {
    this.requiredCount = requiredCount;
    required = new long[(requiredCount >> 6) + 1];
    optional = new long[((count - requiredCount) >> 6) + 1];
  }

  void add(int i) {
    if (i < requiredCount) {
      required[i >> 6] |= 1L << i;
      high = Math.max(high, i >> 6);
    } else {
      int bit = i - requiredCount;
      optional[bit >> 6] |= 1L << bit;
      optionalEnd = Math.max(optionalEnd, (bit >> 6) + 1);
    }
  }

  void remove(int i) {
    if (i < requiredCount) {
      required[i >> 6] &= ~(1L << i);
      low = Math.min(low, i >> 6);
    } else {
      int bit = i - requiredCount;
      optional[bit >> 6] &= ~(1L << bit);
    }
  }

  boolean hasOptional(int i) {
    int bit = i - requiredCount;
    return (optional[bit >> 6] & 1L << bit) != 0;
  }

  /** At most so many longs do the two methods below write together. */
  int maxLongs() {
    return 1 + required.length + optional.length;
  }

  /** Writes the required ones to {@code target} from {@code at} on, equal sets equally; its end. */
  int writeRequired(long[] target, int at) {
    // The last word is never full: it has room for one more bit than there are operations.
    while (required[low] == -1L) {
      low++;
    }
    while (high > low && required[high] == 0) {
      high--;
    }
    int words = Math.max(high - low + 1, 1);
    target[at] = low;
    System.arraycopy(required, low, target, at + 1, words);
    return at + 1 + words;
  }

  /** Writes the optional ones to {@code target} from {@code at} on, as a plain bit set; its end. */
  int writeOptional(long[] target, int at) {
    while (optionalEnd > 0 && optional[optionalEnd - 1] == 0) {
      optionalEnd--;
    }
    System.arraycopy(optional, 0, target, at, optionalEnd);
    return at + optionalEnd;
  }
}
