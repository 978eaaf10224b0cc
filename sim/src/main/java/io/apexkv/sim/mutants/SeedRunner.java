package io.apexkv.sim.mutants;

import java.util.Set;

/**
 * Runs seeds on a kernel and a simulator of its own. Known on both sides of a {@link MutantLoader},
 * so it speaks in types of the JDK.
 */
public interface SeedRunner {

  /**
   * Runs one seed; may be called by several threads at a time.
   *
   * @param seed which
   * @param faultsOff labels of kinds of faults that are taken out of its plan; if there are any,
   *     the liveness phase cuts nobody off either
   * @param checksOff names of checks that don't judge
   */
  SeedResult run(long seed, Set<String> faultsOff, Set<String> checksOff);

  /**
   * Runs a scenario.
   *
   * @param file its name in errors
   * @param text what the file says
   * @param checksOff names of checks that don't judge; {@code expectation} is the scenario's own
   * @return with the seed of the scenario's plan
   */
  SeedResult runScenario(String file, String text, Set<String> checksOff);
}
