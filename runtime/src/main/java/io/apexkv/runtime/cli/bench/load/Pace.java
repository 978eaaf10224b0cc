package io.apexkv.runtime.cli.bench.load;

/**
 * When an open load's requests are due. A request that could not go when it was due keeps its time,
 * so that latency counts the wait (no coordinated omission).
 */
final class Pace {

  private static final double SECOND = 1e9;

  private final long beganNanos;
  private final double intervalNanos;
  private long sent;

  /**
   * @param perSecond requests a second, more than 0
   */
  Pace(long beganNanos, double perSecond) {
    this.beganNanos = beganNanos;
    this.intervalNanos = SECOND / perSecond;
  }

  /** When the next request is due. */
  long dueNanos() {
    return beganNanos + (long) (sent * intervalNanos);
  }

  /** The next request goes. */
  void sent() {
    sent++;
  }
}
