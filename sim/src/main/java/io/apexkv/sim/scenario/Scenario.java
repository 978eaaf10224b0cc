package io.apexkv.sim.scenario;

import io.apexkv.sim.plan.Plan;
import java.util.List;

/**
 * A story, and what happens in it: the declared faults of its plan, or else the steps of a script.
 *
 * @param name of the file, without its ending
 * @param story lines of prose that open it, without their {@code #}
 * @param plan cluster, workload, and declared faults
 * @param script steps in their order; empty if the plan says all
 * @param keys names of the keys that the script uses, in the order of their numbers
 */
public record Scenario(
    String name, List<String> story, Plan plan, List<Statement> script, List<String> keys) {

  /** The ending of a scenario's file. */
  public static final String ENDING = ".scenario";

  public Scenario {
    story = List.copyOf(story);
    script = List.copyOf(script);
    keys = List.copyOf(keys);
  }

  /** The first sentence of the story, or its first line. */
  public String title() {
    String first = story.getFirst();
    int end = first.indexOf(". ");
    return end < 0 ? first : first.substring(0, end + 1);
  }

  /** Whether it is a script. */
  public boolean isScript() {
    return !script.isEmpty();
  }

  /**
   * A step of a script and where it stands.
   *
   * @param line number of its line, from 1
   * @param text the line without comments
   * @param step what is done
   */
  public record Statement(int line, String text, Step step) {}
}
