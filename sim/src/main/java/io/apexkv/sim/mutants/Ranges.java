package io.apexkv.sim.mutants;

/**
 * Disjoint ranges of seeds; a mutant is hunted over each anew, so that one lucky seed says little.
 *
 * @param count how many, at least 1
 * @param seeds of each, at least 1: where a hunt gives up
 */
public record Ranges(int count, int seeds) {

  private static final int APART = 1000;

  public Ranges {
    if (count < 1 || seeds < 1) {
      throw new IllegalArgumentException(
          "found " + count + " ranges of " + seeds + " seeds, expected 1 or more of each");
    }
  }

  /** The first seed of a range, from 0: 1, 1001, 2001, or farther apart if they are longer. */
  public long first(int range) {
    return 1 + (long) range * Math.max(APART, seeds);
  }

  /** The last seed of a range. */
  public long last(int range) {
    return first(range) + seeds - 1;
  }
}
