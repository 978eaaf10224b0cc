package io.apexkv.sim.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Leaves out faults, strikes and settings: a setting that is left out is quiet. */
final class FewerLines implements Pass {

  /** These stay: without them runs would be other or longer ones. */
  private static final List<String> KEPT = List.of("seed", "nodes", "safety", "liveness");

  @Override
  public String name() {
    return "fewer lines";
  }

  @Override
  public void shrink(Trials trials) {
    shrink(trials, lines -> trials.accepts(PlanLines.read(lines)));
  }

  /**
   * Leaves out lines of the best plan.
   *
   * @param fails whether a plan with fewer lines still fails
   */
  static void shrink(Trials trials, Predicate<List<String>> fails) {
    List<String> others = new ArrayList<>(PlanLines.of(trials.best()));
    others.removeIf(FewerLines::isKept);
    DeltaDebugging.minimise(
        others,
        rest -> {
          // Those that stay may have changed meanwhile: a run that fails earlier ends earlier.
          List<String> lines = new ArrayList<>(PlanLines.of(trials.best()));
          lines.removeIf(line -> !isKept(line));
          lines.addAll(rest);
          return fails.test(lines);
        });
  }

  private static boolean isKept(String line) {
    return KEPT.contains(PlanLines.name(line));
  }
}
