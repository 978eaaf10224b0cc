package io.apexkv.sim.shrink;

import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * One fault alone, the first of each kind, with this seed's luck and that of two others: many bugs
 * need no more, and to leave out fault after fault changes the luck of the rest so often that it
 * may never get there.
 */
final class OneFault implements Pass {

  private static final int OTHER_SEEDS = 2;

  @Override
  public String name() {
    return "one fault";
  }

  @Override
  public void shrink(Trials trials) {
    Plan plan = trials.best();
    if (plan.faults().size() + plan.strikes().size() < 2) {
      return;
    }
    List<FaultKind> tried = new ArrayList<>();
    for (Fault fault : plan.faults()) {
      if (!tried.contains(fault.kind())) {
        tried.add(fault.kind());
        if (failsAlone(trials, plan, fault)) {
          return;
        }
      }
    }
  }

  private static boolean failsAlone(Trials trials, Plan plan, Fault fault) {
    Plan alone = plan.withFaults(List.of(fault)).withStrikes(List.of());
    List<String> lines = new ArrayList<>(PlanLines.of(alone));
    lines.removeIf(line -> PlanLines.name(line).equals("kinds")); // there are fewer now
    boolean fails = trials.accepts(PlanLines.read(lines));
    for (long seed = 1; seed <= OTHER_SEEDS && !fails; seed++) {
      fails = trials.accepts(PlanLines.read(PlanLines.withSeed(lines, seed)));
    }
    return fails;
  }
}
