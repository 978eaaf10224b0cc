package io.apexkv.sim.scenario;

import io.apexkv.kernel.base.Nullable;

/**
 * What came out of a scenario.
 *
 * @param scenario what was run
 * @param failure what went wrong; null if nothing did
 * @param trace what happened, for people and for comparison
 * @param traceHash of all inputs and effects
 * @param simulatedNanos world time that passed
 */
public record ScenarioResult(
    Scenario scenario,
    @Nullable Failure failure,
    String trace,
    long traceHash,
    long simulatedNanos) {

  /**
   * What went wrong.
   *
   * @param check the check that found it; {@link ScriptRun#EXPECTATIONS} for the scenario's own
   * @param message what is not as it must be
   * @param line of the step that was being done, 0 if there are no steps
   * @param text of that step, empty if there are no steps
   */
  public record Failure(String check, String message, int line, String text) {}

  /** Whether nothing went wrong. */
  public boolean passed() {
    return failure == null;
  }
}
