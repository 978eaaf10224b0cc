package io.apexkv.sim.shrink;

import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.scenario.ScenarioError;
import io.apexkv.sim.scenario.ScenarioReader;
import io.apexkv.sim.scenario.ScenarioWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A plan as the lines of its scenario, neither blank nor comments. */
final class PlanLines {

  private static final String STORY = "A plan.";

  private PlanLines() {}

  /** The lines of a plan. */
  static List<String> of(Plan plan) {
    List<String> lines = new ArrayList<>();
    ScenarioWriter.write(STORY, plan)
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(lines::add);
    return lines;
  }

  /** The whole scenario of a plan, for a runner. */
  static String text(Plan plan) {
    return ScenarioWriter.write(STORY, plan);
  }

  /** The plan that these lines say; empty if they contradict each other. */
  static Optional<Plan> read(List<String> lines) {
    try {
      String text = "# " + STORY + "\n" + String.join("\n", lines) + "\n";
      return Optional.of(ScenarioReader.read("a plan", text).plan());
    } catch (ScenarioError contradiction) {
      return Optional.empty(); // one that leaves out too much
    }
  }

  /** Whether a scenario makes sense: what was made smaller may fit the rest no more. */
  static boolean isPlan(String text) {
    return read(text.lines().filter(line -> !line.startsWith("#")).toList()).isPresent();
  }

  /** The same lines with another seed. */
  static List<String> withSeed(List<String> lines, long seed) {
    List<String> others = new ArrayList<>();
    others.add("seed " + seed);
    lines.stream().filter(line -> !name(line).equals("seed")).forEach(others::add);
    return others;
  }

  /** The first word of a line. */
  static String name(String line) {
    int blank = line.indexOf(' ');
    return blank < 0 ? line : line.substring(0, blank);
  }
}
