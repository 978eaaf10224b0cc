package io.apexkv.sim.linearizability;

/**
 * How long to search. Asked once a step, so it should answer fast; a step is one attempt to place
 * one operation next. A budget that only counts steps keeps the result a function of the history.
 */
@FunctionalInterface
public interface Budget {
  /** Never ends: the search may take time and memory exponential in the number of operations. */
  Budget UNLIMITED = steps -> false;

  /** Whether to give up after {@code steps} steps, counted over all keys of the history. */
  boolean isSpent(long steps);

  /** At most {@code maxSteps} steps. */
  static Budget ofSteps(long maxSteps) {
    return steps -> steps > maxSteps;
  }
}
