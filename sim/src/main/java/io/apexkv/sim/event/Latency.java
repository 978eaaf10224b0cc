package io.apexkv.sim.event;

import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.Streams;

/**
 * A distribution of delays: a least one, a usual range above it that has a shape, and in some cases
 * doubled, and doubled again with probability one half each time: a tail.
 *
 * @param leastNanos the shortest delay
 * @param spreadNanos width of the usual range, at least 1
 * @param tailPerMillion how many of a million delays are in the tail
 * @param tailDoublings most doublings of one delay, 1 to 20
 * @param shape how delays are spread over the usual range
 */
public record Latency(
    long leastNanos, long spreadNanos, int tailPerMillion, int tailDoublings, DelayShape shape) {

  public Latency {
    Check.that(leastNanos >= 0 && spreadNanos >= 1, "a latency has a range");
    Check.that(tailDoublings >= 1 && tailDoublings <= 20, "a tail has 1 to 20 doublings");
  }

  /** Evenly spread over the usual range. */
  public Latency(long leastNanos, long spreadNanos, int tailPerMillion, int tailDoublings) {
    this(leastNanos, spreadNanos, tailPerMillion, tailDoublings, DelayShape.UNIFORM);
  }

  /** The delay that 64 evenly distributed bits stand for. */
  public long nanos(long draw) {
    long usual = leastNanos + shape.above(draw, spreadNanos);
    long second = Streams.draw(draw, 0, 0, 0, 0);
    if (Streams.below(second, Luck.MILLION) >= tailPerMillion) {
      return usual;
    }
    int doublings = 1 + Long.numberOfTrailingZeros(second);
    return usual << Math.min(doublings, tailDoublings);
  }

  /** The longest delay that can come out. */
  public long mostNanos() {
    long usual = leastNanos + shape.mostAbove(spreadNanos);
    return usual << (tailPerMillion > 0 ? tailDoublings : 0);
  }
}
