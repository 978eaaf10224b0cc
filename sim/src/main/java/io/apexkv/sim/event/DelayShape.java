package io.apexkv.sim.event;

import io.apexkv.kernel.base.Streams;

/**
 * How delays are spread over their usual range, in integers. All shapes but {@link #BIMODAL} and
 * {@link #HEAVY} have about the mean of {@link #UNIFORM}, so that a seed that draws another shape
 * changes the order of things more than their pace.
 */
public enum DelayShape {
  /** Always the middle: everything arrives in the order in which it left. */
  CONSTANT,
  /** Evenly. */
  UNIFORM,
  /** Most are short; each further half of the range is half as likely. */
  EXPONENTIAL,
  /** As exponential, and each doubling costs only half of the likelihood: a few are very long. */
  HEAVY,
  /** Seven of eight near the least, one of eight near twice the range: two ways through the net. */
  BIMODAL;

  /** The exponential shape ends at this many halvings, the heavy one at this many doublings. */
  private static final int MOST_HALVINGS = 8;

  /** Bits of the fraction in which one halving is split. */
  private static final int FRACTION_BITS = 16;

  /** The natural logarithm of 2 in units of 1 / 2^16. */
  private static final long LN2 = 45_426;

  /**
   * How far above the least a delay is.
   *
   * @param draw 64 evenly distributed bits
   * @param spread width of the usual range, at least 1
   */
  long above(long draw, long spread) {
    return switch (this) {
      case CONSTANT -> spread / 2;
      case UNIFORM -> Streams.below(draw, spread);
      case EXPONENTIAL -> {
        // -ln u = (halvings + fraction) ln 2, with a straight line within one halving.
        long fraction = draw >>> (Long.SIZE - FRACTION_BITS);
        long logarithm = ((halvings(draw) << FRACTION_BITS | fraction) * LN2) >>> FRACTION_BITS;
        yield ((spread * logarithm) >>> FRACTION_BITS) / 2;
      }
      case HEAVY -> {
        long unit = spread / 8 + 1;
        yield (unit + Streams.below(draw, unit)) << halvings(draw);
      }
      case BIMODAL -> {
        long near = Streams.below(draw, spread / 8 + 1);
        yield (draw & 7) == 0 ? 2 * spread + near : near;
      }
    };
  }

  /** The most that {@link #above} answers. */
  long mostAbove(long spread) {
    return switch (this) {
      case CONSTANT, UNIFORM -> spread;
      case EXPONENTIAL -> spread * (MOST_HALVINGS + 1) / 2;
      case HEAVY -> (spread / 8 + 1) << (MOST_HALVINGS + 1);
      case BIMODAL -> 2 * spread + spread / 8 + 1;
    };
  }

  /** How often in a row a coin fell on the same side: k with likelihood 1 / 2^(k+1). */
  private static long halvings(long draw) {
    return Math.min(Long.numberOfTrailingZeros(draw), MOST_HALVINGS);
  }
}
