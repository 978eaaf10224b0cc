package io.apexkv.sim.mutants;

import java.util.Set;

/**
 * Runs a seed or a scenario and records it for a page, on a kernel and a simulator of its own.
 * Known on both sides of a {@link MutantLoader}, so it speaks in types of the JDK; the page's data
 * is text.
 */
public interface SeedRecorder {

  /**
   * A recorded run. Known on both sides too.
   *
   * @param failedCheck the name of the check that ended it; empty if all passed
   * @param message what the check saw; empty if all passed
   * @param traceHash of all inputs and effects
   * @param undecided whether linearizability could not be decided within its budget
   * @param pageData for {@link io.apexkv.sim.page.PageTemplate}
   */
  record Recorded(
      String failedCheck, String message, long traceHash, boolean undecided, String pageData) {}

  /**
   * Runs one seed and records it.
   *
   * @param checksOff names of checks that don't judge
   * @param replay the line to paste to run it again
   * @param note what else a reader of the page has to know
   */
  Recorded record(long seed, Set<String> checksOff, String replay, String note);

  /**
   * Runs a scenario and records it, if it is a plan; a script has no page, and empty data.
   *
   * @param file its name in errors, and the page's title
   * @param text what the file says
   * @param checksOff names of checks that don't judge; {@code expectation} is the scenario's own
   */
  Recorded recordScenario(
      String file, String text, Set<String> checksOff, String replay, String note);
}
