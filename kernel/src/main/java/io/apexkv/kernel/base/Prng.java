package io.apexkv.kernel.base;

/**
 * A small sequential generator, SplitMix64 (Steele, Lea and Flood, OOPSLA 2014, section 5): period
 * 2^64, every 64-bit value exactly once.
 *
 * <p>Seed it with a {@link Streams#draw} made for one purpose and keep it inside that purpose; a
 * generator that two purposes share couples them.
 */
public final class Prng {

  private long state;

  /** Starts the sequence that belongs to {@code seed}; any value is a good seed. */
  public Prng(long seed) {
    state = seed;
  }

  /** The next 64 bits. */
  public long next() {
    state += Mix.GOLDEN_GAMMA;
    return Mix.mix64(state);
  }

  /** The next number in 0 (inclusive) .. {@code bound} (exclusive); {@code bound} at least 1. */
  public long below(long bound) {
    return Streams.below(next(), bound);
  }

  /** True in {@code numerator} of {@code denominator} cases; {@code denominator} at least 1. */
  public boolean chance(long numerator, long denominator) {
    return below(denominator) < numerator;
  }
}
