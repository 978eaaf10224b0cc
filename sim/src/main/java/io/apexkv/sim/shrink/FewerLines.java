package io.apexkv.sim.shrink;

import java.util.ArrayList;
import java.util.List;

/** Leaves out faults, strikes and settings: a setting that is left out is quiet. */
final class FewerLines implements Pass {

  /** These stay: without them runs would be other or longer ones. */
  static final List<String> KEPT = List.of("seed", "nodes", "safety", "liveness");

  @Override
  public String name() {
    return "fewer lines";
  }

  @Override
  public void shrink(Trials trials) {
    List<String> lines = PlanLines.of(trials.best());
    List<String> kept = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String line : lines) {
      (KEPT.contains(PlanLines.name(line)) ? kept : others).add(line);
    }
    DeltaDebugging.minimise(
        others,
        rest -> {
          List<String> all = new ArrayList<>(kept);
          all.addAll(rest);
          return trials.accepts(PlanLines.read(all));
        });
  }
}
