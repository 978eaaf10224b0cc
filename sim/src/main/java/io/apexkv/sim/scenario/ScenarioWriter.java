package io.apexkv.sim.scenario;

import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Strike;

/** Writes plans as scenarios that read as the same plans. */
public final class ScenarioWriter {

  private ScenarioWriter() {}

  /**
   * The text of a scenario.
   *
   * @param story lines of prose, at least one
   */
  public static String write(String story, Plan plan) {
    StringBuilder text = new StringBuilder();
    story
        .lines()
        .forEach(line -> text.append(line.isEmpty() ? "#" : "# ").append(line).append('\n'));
    text.append('\n').append(Settings.write(plan));
    if (!plan.faults().isEmpty()) {
      text.append('\n');
    }
    for (Fault fault : plan.faults()) {
      text.append(FaultLine.write(fault, plan.cluster().everyNode()));
    }
    for (Strike strike : plan.strikes()) {
      text.append(StrikeLine.write(strike));
    }
    return text.toString();
  }
}
