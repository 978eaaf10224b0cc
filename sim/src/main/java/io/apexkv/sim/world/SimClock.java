package io.apexkv.sim.world;

import io.apexkv.kernel.base.Check;
import io.apexkv.sim.plan.Fault;

/**
 * A node's two clocks. The monotonic one runs at its own rate, within a bound of world time; the
 * wall clock is the monotonic one plus an offset that may jump, unless it stands still.
 */
final class SimClock {

  private static final long MILLION = 1_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private long baseWorldNanos;
  private long baseLocalNanos;
  private int driftPerMillion;
  private long wallOffsetMillis;

  /** Until this moment of world time the wall clock shows {@link #frozenMillis}. */
  private long frozenUntilWorldNanos;

  private long frozenMillis;

  /**
   * @param startNanos what the monotonic clock shows when the world begins
   * @param wallOffsetMillis Unix time at local time 0
   */
  SimClock(long startNanos, long wallOffsetMillis) {
    this.baseLocalNanos = startNanos;
    this.wallOffsetMillis = wallOffsetMillis;
  }

  /** The monotonic clock at a moment of world time. */
  long monotonicNanos(long worldNanos) {
    long passed = worldNanos - baseWorldNanos;
    return baseLocalNanos
        + passed
        + passed / MILLION * driftPerMillion
        + passed % MILLION * driftPerMillion / MILLION;
  }

  /** The wall clock at a moment of world time. */
  long wallMillis(long worldNanos) {
    return worldNanos < frozenUntilWorldNanos
        ? frozenMillis
        : monotonicNanos(worldNanos) / NANOS_PER_MILLI + wallOffsetMillis;
  }

  /** A moment of world time, the first or little later, at which the clock shows at least this. */
  long worldNanos(long monotonicNanos) {
    long passed = monotonicNanos - baseLocalNanos;
    if (passed <= 0) {
      return baseWorldNanos;
    }
    long rate = MILLION + driftPerMillion;
    return baseWorldNanos
        + passed / rate * MILLION
        + (passed % rate * MILLION + rate - 1) / rate
        + 1;
  }

  /** Changes the rate from now on. */
  void drift(long worldNanos, int perMillion) {
    Check.that(Math.abs(perMillion) <= Fault.MAX_DRIFT_PER_MILLION, "drift is bounded", perMillion);
    baseLocalNanos = monotonicNanos(worldNanos);
    baseWorldNanos = worldNanos;
    driftPerMillion = perMillion;
  }

  /** Somebody sets the wall clock. */
  void stepWall(long millis) {
    wallOffsetMillis += millis;
  }

  /**
   * The wall clock stands still until a moment of world time; then it jumps to where it would be.
   */
  void freezeWall(long worldNanos, long untilWorldNanos) {
    frozenMillis = wallMillis(worldNanos);
    frozenUntilWorldNanos = untilWorldNanos;
  }
}
