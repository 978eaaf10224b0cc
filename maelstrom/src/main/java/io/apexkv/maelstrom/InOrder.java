package io.apexkv.maelstrom;

import io.apexkv.kernel.base.Nullable;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts numbered frames in order on a network that delays and loses. A frame that comes early waits
 * for those before it; what is missing for too long is taken for lost, and passed over.
 */
final class InOrder {

  /** Most frames that wait; with one more, the oldest gap is passed over at once. */
  private static final int MOST_EARLY = 1024;

  private final long patienceNanos;
  private final TreeMap<Long, byte[]> early = new TreeMap<>();
  private final ArrayDeque<byte[]> ready = new ArrayDeque<>();
  private long next = 1;
  private long gapSinceNanos;

  /**
   * @param patienceNanos how long a gap is waited for
   */
  InOrder(long patienceNanos) {
    this.patienceNanos = patienceNanos;
  }

  /** A frame came in; numbers begin with 1. A copy, or one that comes too late, is dropped. */
  void add(long number, byte[] frame, long nowNanos) {
    if (number < next) {
      return;
    }
    if (early.isEmpty()) {
      gapSinceNanos = nowNanos;
    }
    early.put(number, frame);
    takeConsecutive(nowNanos);
    if (early.size() > MOST_EARLY) {
      passOverGap(nowNanos);
    }
  }

  /** Time went on. */
  void time(long nowNanos) {
    while (deadlineNanos() <= nowNanos) {
      passOverGap(nowNanos);
    }
  }

  /** When {@link #time} has something to do. */
  long deadlineNanos() {
    return early.isEmpty() ? Long.MAX_VALUE : gapSinceNanos + patienceNanos;
  }

  /** The next frame whose turn it is, or null. */
  byte @Nullable [] poll() {
    return ready.poll();
  }

  private void passOverGap(long nowNanos) {
    next = early.firstKey();
    takeConsecutive(nowNanos);
  }

  private void takeConsecutive(long nowNanos) {
    Map.Entry<Long, byte[]> first = early.firstEntry();
    while (first != null && first.getKey() == next) {
      ready.add(first.getValue());
      early.pollFirstEntry();
      next++;
      gapSinceNanos = nowNanos; // of the next gap, if there is one
      first = early.firstEntry();
    }
  }
}
