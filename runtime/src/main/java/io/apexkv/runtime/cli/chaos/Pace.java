package io.apexkv.runtime.cli.chaos;

import java.util.concurrent.TimeUnit;

/**
 * When a client's operations are due: at equal intervals. One that was kept waiting catches up, so
 * that the load is the same whatever the faults cost. Used by one thread.
 */
final class Pace {

  private final long intervalNanos;
  private final boolean catchesUp;
  private long dueNanos;

  /**
   * @param intervalNanos from one operation to the next; 0 to go as fast as answers come
   * @param catchesUp whether operations that were missed are made up for
   */
  Pace(long intervalNanos, boolean catchesUp, long firstNanos) {
    this.intervalNanos = intervalNanos;
    this.catchesUp = catchesUp;
    this.dueNanos = firstNanos;
  }

  /** Waits until the next operation is due. */
  void await() throws InterruptedException {
    long now = System.nanoTime();
    if (dueNanos > now) {
      TimeUnit.NANOSECONDS.sleep(dueNanos - now);
    } else if (!catchesUp) {
      dueNanos = now;
    }
    dueNanos += intervalNanos;
  }

  /** The last one failed at once, so that haste would only make it fail more often. */
  void calmDown() {
    dueNanos = Math.max(dueNanos, System.nanoTime() + intervalNanos);
  }
}
