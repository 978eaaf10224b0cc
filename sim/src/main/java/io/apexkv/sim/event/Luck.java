package io.apexkv.sim.event;

import io.apexkv.kernel.base.Streams;

/** The luck of one world: draws that depend on seed, purpose and identity, and on nothing else. */
public final class Luck {

  /** Denominator of all probabilities. */
  public static final int MILLION = 1_000_000;

  private final long seed;

  /** The luck that belongs to a seed. */
  public Luck(long seed) {
    this.seed = seed;
  }

  /** 64 evenly distributed bits. */
  public long draw(Purpose purpose, long a, long b, long c) {
    return Streams.draw(seed, purpose.number(), a, b, c);
  }

  /** A number in 0 (inclusive) .. {@code bound} (exclusive). */
  public long below(long bound, Purpose purpose, long a, long b, long c) {
    return Streams.below(draw(purpose, a, b, c), bound);
  }

  /** True in {@code perMillion} of a million cases. */
  public boolean chance(int perMillion, Purpose purpose, long a, long b, long c) {
    return perMillion > 0 && below(MILLION, purpose, a, b, c) < perMillion;
  }
}
