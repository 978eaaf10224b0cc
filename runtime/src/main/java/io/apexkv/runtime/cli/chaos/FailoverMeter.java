package io.apexkv.runtime.cli.chaos;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long clients go without an acknowledged write when the leader is taken away.
 *
 * <p>The first acknowledgement after a blow proves nothing: answers that the dead had sent still
 * come in. So a failover lasts from the blow to the end of the <em>longest silence</em> between it
 * and the next blow. For use by several threads.
 */
final class FailoverMeter {

  private long[] writes = new long[1 << 12];
  private int count;
  private volatile long lastWriteNanos = Long.MIN_VALUE;
  private final List<Blow> blows = new ArrayList<>();

  /**
   * One failover.
   *
   * @param nanos from the blow until writes were acknowledged again
   */
  record Failover(Blow blow, long nanos) {}

  /** A write was acknowledged now. */
  void acknowledged() {
    acknowledgedAt(System.nanoTime());
  }

  synchronized void acknowledgedAt(long nanos) {
    if (count == writes.length) {
      writes = Arrays.copyOf(writes, 2 * count);
    }
    // Threads may get here in another order than they looked at the clock.
    long at = count > 0 ? Math.max(nanos, writes[count - 1]) : nanos;
    writes[count++] = at;
    lastWriteNanos = at;
  }

  /** A blow was dealt. */
  synchronized void dealt(Blow blow) {
    blows.add(blow);
  }

  /** When a write was acknowledged last; {@link Long#MIN_VALUE} before the first. */
  long lastWriteNanos() {
    return lastWriteNanos;
  }

  /** All blows so far. */
  synchronized List<Blow> blows() {
    return List.copyOf(blows);
  }

  /** The failover of every blow to a leader after which something was acknowledged. */
  synchronized List<Failover> failovers() {
    List<Failover> failovers = new ArrayList<>();
    for (int i = 0; i < blows.size(); i++) {
      Blow blow = blows.get(i);
      long untilNanos = i + 1 < blows.size() ? blows.get(i + 1).atNanos() : Long.MAX_VALUE;
      long endNanos = blow.hitsLeader() ? endOfLongestSilence(blow.atNanos(), untilNanos) : 0;
      if (endNanos != 0) {
        failovers.add(new Failover(blow, endNanos - blow.atNanos()));
      }
    }
    return failovers;
  }

  /** Acknowledged writes from one moment up to, but not including, another. */
  synchronized int writesBetween(long fromNanos, long untilNanos) {
    return indexOf(untilNanos) - indexOf(fromNanos);
  }

  /** 0 if nothing was acknowledged in that time. */
  private long endOfLongestSilence(long fromNanos, long untilNanos) {
    long longest = -1;
    long end = 0;
    long before = fromNanos;
    for (int i = indexOf(fromNanos); i < count && writes[i] < untilNanos; i++) {
      if (writes[i] - before > longest) {
        longest = writes[i] - before;
        end = writes[i];
      }
      before = writes[i];
    }
    return end;
  }

  /** The first write at or after a moment. */
  private int indexOf(long nanos) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (writes[middle] < nanos) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
