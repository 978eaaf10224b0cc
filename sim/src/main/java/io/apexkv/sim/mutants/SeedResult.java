package io.apexkv.sim.mutants;

/**
 * What came out of a seed. Known on both sides of a {@link MutantLoader}.
 *
 * @param seed which
 * @param failedCheck the name of the check that ended it; empty if all passed
 * @param message what the check saw; empty if all passed
 * @param traceHash of all inputs and effects
 */
public record SeedResult(long seed, String failedCheck, String message, long traceHash) {

  /** Whether no check failed. */
  public boolean passed() {
    return failedCheck.isEmpty();
  }
}
