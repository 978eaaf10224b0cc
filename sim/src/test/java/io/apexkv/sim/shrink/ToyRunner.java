package io.apexkv.sim.shrink;

import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Strike;
import io.apexkv.sim.scenario.ScenarioReader;
import io.apexkv.sim.scenario.ScenarioWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Runs nothing: a function says which check a plan fails, and luck struck some frames. */
final class ToyRunner implements PlanRunner {

  private static final long SECOND = 1_000_000_000L;

  private final Function<Plan, String> verdict;
  int runs;

  ToyRunner(Function<Plan, String> verdict) {
    this.verdict = verdict;
  }

  static boolean has(Plan plan, FaultKind kind) {
    return plan.faults().stream().anyMatch(fault -> fault.kind() == kind);
  }

  /** The strike with a number. */
  static Strike drop(int number) {
    return new Strike(FaultKind.DROP, 1, 2, 20, 1, 1, number, 1, 0);
  }

  @Override
  public Attempt run(String scenario, Set<String> checksOff) {
    runs++;
    String check = verdict.apply(ScenarioReader.read("toy", scenario).plan());
    return new Attempt(check, check.isEmpty() ? "" : "planted", 2 * SECOND, 100);
  }

  /** Windows of drops have struck ten frames, and node 2 is every leader. */
  @Override
  public String sayAloud(String scenario, Set<String> checksOff) {
    Plan plan = ScenarioReader.read("toy", scenario).plan();
    List<Fault> faults = new ArrayList<>();
    List<Strike> strikes = new ArrayList<>();
    for (Fault fault : plan.faults()) {
      if (fault.kind() == FaultKind.DROP) {
        for (int number = 1; number <= 10; number++) {
          strikes.add(drop(number));
        }
      } else {
        faults.add(fault.strikesLeader() ? Faults.ofGroup(Faults.on(fault, 2), 0) : fault);
      }
    }
    return ScenarioWriter.write("Aloud.", plan.withFaults(faults).withStrikes(strikes));
  }
}
