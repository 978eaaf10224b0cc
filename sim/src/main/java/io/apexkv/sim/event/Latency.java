package io.apexkv.sim.event;

import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.Streams;

/**
 * A distribution of delays: evenly between a least and a usual one, and in some cases doubled, and
 * doubled again with probability one half each time: a heavy tail.
 *
 * @param leastNanos the shortest delay
 * @param spreadNanos width of the usual range, at least 1
 * @param tailPerMillion how many of a million delays are in the tail
 * @param tailDoublings most doublings of one delay, 1 to 20
 */
public record Latency(long leastNanos, long spreadNanos, int tailPerMillion, int tailDoublings) {

  public Latency {
    Check.that(leastNanos >= 0 && spreadNanos >= 1, "a latency has a range");
    Check.that(tailDoublings >= 1 && tailDoublings <= 20, "a tail has 1 to 20 doublings");
  }

  /** The delay that 64 evenly distributed bits stand for. */
  public long nanos(long draw) {
    long usual = leastNanos + Streams.below(draw, spreadNanos);
    long second = Streams.draw(draw, 0, 0, 0, 0);
    if (Streams.below(second, Luck.MILLION) >= tailPerMillion) {
      return usual;
    }
    int doublings = 1 + Long.numberOfTrailingZeros(second);
    return usual << Math.min(doublings, tailDoublings);
  }

  /** The longest delay that can come out. */
  public long mostNanos() {
    return (leastNanos + spreadNanos) << (tailPerMillion > 0 ? tailDoublings : 0);
  }
}
