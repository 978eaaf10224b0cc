package io.apexkv.sim.mutants;

import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.run.Run;
import io.apexkv.sim.run.RunResult;
import io.apexkv.sim.scenario.Scenario;
import io.apexkv.sim.scenario.ScenarioReader;
import io.apexkv.sim.scenario.ScenarioResult;
import io.apexkv.sim.scenario.Scenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Runs seeds with the classes that its own class loader knows: the mutated ones, where a {@link
 * MutantLoader} defined it.
 */
public final class OwnRunner implements SeedRunner {

  /** A runner in the world of its class loader. */
  public OwnRunner() {}

  @Override
  public SeedResult run(long seed, Set<String> faultsOff, Set<String> checksOff) {
    List<FaultKind> without = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      if (faultsOff.contains(kind.label())) {
        without.add(kind);
      }
    }
    Plan plan = Planner.plan(seed);
    if (!without.isEmpty()) {
      plan = plan.without(without).withWholeCore();
    }
    if (without.contains(FaultKind.DELAY)) {
      plan = plan.withoutTails(); // whoever takes the long delays away takes those of every day too
    }
    RunResult result = new Run(plan, KernelSubject.FACTORY, checksOff).run();
    RunResult.Failure failure = result.failure();
    return failure == null
        ? new SeedResult(seed, "", "", result.traceHash())
        : new SeedResult(seed, failure.check(), failure.message(), result.traceHash());
  }

  @Override
  public SeedResult runScenario(String file, String text, Set<String> checksOff) {
    Scenario scenario = ScenarioReader.read(file, text);
    ScenarioResult result = Scenarios.run(scenario, KernelSubject.FACTORY, checksOff);
    ScenarioResult.Failure failure = result.failure();
    long seed = scenario.plan().seed();
    return failure == null
        ? new SeedResult(seed, "", "", result.traceHash())
        : new SeedResult(seed, failure.check(), failure.message(), result.traceHash());
  }
}
