package io.apexkv.kernel.base;

/**
 * Randomness as pure functions: a draw depends on a seed, a purpose and up to three numbers that
 * identify what it is drawn for, and on nothing drawn before.
 *
 * <p>A shared generator would couple everything: one draw more in an election would move every
 * later draw of the network. Here a change in one place leaves all others alone, which is what
 * makes a failing simulation shrinkable.
 *
 * <p>Not for secrets: whoever knows the seed knows every draw.
 */
public final class Streams {

  private Streams() {}

  /**
   * Returns 64 evenly distributed bits that depend on all five arguments and on their order.
   *
   * @param seed the seed of the run or of the node
   * @param purpose what the draw is for: a constant of the caller, unique among the purposes that
   *     share a seed
   * @param a first part of the identity, such as a replica id
   * @param b second part of the identity, such as a group
   * @param c third part of the identity, such as a term or an occurrence
   */
  public static long draw(long seed, int purpose, long a, long b, long c) {
    long state = Mix.mix64(seed + Mix.GOLDEN_GAMMA);
    state = absorb(state, purpose);
    state = absorb(state, a);
    state = absorb(state, b);
    return absorb(state, c);
  }

  /**
   * Scales a draw to 0 (inclusive) .. {@code bound} (exclusive), without division or floating
   * point: the high half of the 128-bit product. Some results are likelier than others by at most
   * {@code bound / 2^64}, which no number of simulated runs can notice.
   *
   * @param draw 64 evenly distributed bits
   * @param bound at least 1
   */
  public static long below(long draw, long bound) {
    Check.that(bound > 0, "a bound is positive", bound);
    return Math.unsignedMultiplyHigh(draw, bound);
  }

  /**
   * The gamma keeps zero from being a fixed point; the order of the parts matters by the nesting.
   */
  private static long absorb(long state, long part) {
    return Mix.mix64((state ^ part) + Mix.GOLDEN_GAMMA);
  }
}
