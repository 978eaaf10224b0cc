package io.apexkv.sim.shrink;

import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Strike;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Says aloud what luck decides: windows of noise become the frames that they struck, of which only
 * the needed ones stay, and faults on a leader are on the node that led. A window whose strikes
 * would fill more lines than {@value #MOST_LINES_MORE}, or that has too many to tell within {@value
 * #MOST_RUNS} runs, stays a window.
 */
final class LuckAloud implements Pass {

  private static final int MOST_LINES_MORE = 3;
  private static final int MOST_RUNS = 60;

  @Override
  public String name() {
    return "luck said aloud";
  }

  @Override
  public void shrink(Trials trials) {
    if (trials.isOver() || !hasLuck(trials.best())) {
      return;
    }
    Optional<Plan> found = trials.bestAloud();
    if (found.isPresent()) {
      sayNoise(trials, found.get());
      nameLeaders(trials, found.get());
    }
  }

  private static boolean hasLuck(Plan plan) {
    return plan.faults().stream()
        .anyMatch(fault -> Strike.isNoise(fault.kind()) || fault.strikesLeader());
  }

  private static void sayNoise(Trials trials, Plan aloud) {
    Plan before = trials.best();
    Attempt itsAttempt = trials.bestAttempt();
    List<Fault> others =
        before.faults().stream().filter(fault -> !Strike.isNoise(fault.kind())).toList();
    if (others.size() == before.faults().size()
        || !trials.accepts(before.withFaults(others).withStrikes(aloud.strikes()))) {
      return;
    }
    int lastRun = trials.runs() + MOST_RUNS;
    DeltaDebugging.minimise(
        aloud.strikes(),
        strikes -> trials.runs() < lastRun && trials.accepts(trials.best().withStrikes(strikes)));
    int more = PlanLines.of(trials.best()).size() - PlanLines.of(before).size();
    if (more > MOST_LINES_MORE) {
      trials.goBack(before, itsAttempt);
    }
  }

  private static void nameLeaders(Trials trials, Plan aloud) {
    List<Fault> aimed = new ArrayList<>();
    aloud.faults().stream().filter(fault -> !Strike.isNoise(fault.kind())).forEach(aimed::add);
    List<Fault> named = new ArrayList<>();
    int next = 0;
    for (Fault fault : trials.best().faults()) {
      named.add(Strike.isNoise(fault.kind()) ? fault : aimed.get(next++));
    }
    Plan best = trials.best();
    if (named.equals(best.faults()) || trials.accepts(best.withFaults(named))) {
      return;
    }
    for (int place = 0; place < named.size(); place++) {
      trials.accepts(Faults.replaced(trials.best(), place, named.get(place)));
    }
  }
}
