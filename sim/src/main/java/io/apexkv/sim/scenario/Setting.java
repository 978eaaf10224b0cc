package io.apexkv.sim.scenario;

import io.apexkv.sim.plan.Plan;
import java.util.function.Function;

/**
 * One thing that a scenario may set, and that has a quiet value if it does not.
 *
 * @param name the word that opens its line
 * @param unit how its values are written
 * @param quiet its value unless it is set
 * @param of finds it in a plan
 */
record Setting<T>(String name, Unit<T> unit, T quiet, Function<Plan, T> of) {

  /** The line that sets it as a plan has it; empty if that is the quiet value. */
  String line(Plan plan) {
    T value = of.apply(plan);
    return value.equals(quiet) ? "" : name + " " + unit.write(value) + "\n";
  }

  @Override
  public String toString() {
    return name;
  }
}
