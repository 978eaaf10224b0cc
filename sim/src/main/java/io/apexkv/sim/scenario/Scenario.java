package io.apexkv.sim.scenario;

import io.apexkv.sim.plan.Plan;
import java.util.List;

/**
 * A story, and what happens in it.
 *
 * @param name of the file, without its ending
 * @param story lines of prose that open it, without their {@code #}
 * @param plan cluster, workload, and declared faults
 */
public record Scenario(String name, List<String> story, Plan plan) {

  /** The ending of a scenario's file. */
  public static final String ENDING = ".scenario";

  public Scenario {
    story = List.copyOf(story);
  }
}
