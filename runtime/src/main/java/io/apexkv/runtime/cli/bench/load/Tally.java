package io.apexkv.runtime.cli.bench.load;

import io.apexkv.kernel.base.Nullable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/**
 * What one thread of a load counts. Written by that thread; {@link #total} may be read by others.
 */
final class Tally {

  private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(10);
  private static final long MILLI = 1_000_000;

  final Histogram latency = new Histogram(1, LONGEST_NANOS, 3);

  /** Answers in each millisecond of the measurement. */
  final int[] perMilli;

  long operations;
  long errors;
  @Nullable String firstError;

  private long fromNanos;
  private long untilNanos;
  private final AtomicLong total = new AtomicLong();

  /**
   * Nothing counts before {@link #begin}.
   *
   * @param nanos how long answers will count
   */
  Tally(long nanos) {
    perMilli = new int[(int) ((nanos + MILLI - 1) / MILLI)];
  }

  /** Answers count from one time of the clock on and before another; called before the thread. */
  void begin(long from, long until) {
    fromNanos = from;
    untilNanos = until;
  }

  void answered(long startedNanos, long nowNanos) {
    if (nowNanos - fromNanos >= 0 && nowNanos - untilNanos < 0) {
      operations++;
      perMilli[(int) ((nowNanos - fromNanos) / MILLI)]++;
      latency.recordValue(Math.clamp(nowNanos - startedNanos, 1, LONGEST_NANOS));
    }
  }

  void failed(String why) {
    errors++;
    if (firstError == null) {
      firstError = why;
    }
  }

  /** Makes a batch of answers visible to {@link #total}. */
  void publish(int answers) {
    total.lazySet(total.getPlain() + answers);
  }

  /** Answers so far, also those outside the measurement; for any thread. */
  long total() {
    return total.get();
  }
}
