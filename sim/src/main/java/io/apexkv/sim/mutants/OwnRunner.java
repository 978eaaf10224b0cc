package io.apexkv.sim.mutants;

import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.run.Run;
import io.apexkv.sim.run.RunResult;
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
    RunResult result = new Run(plan, KernelSubject.FACTORY, checksOff).run();
    RunResult.Failure failure = result.failure();
    return failure == null
        ? new SeedResult(seed, "", "", result.traceHash())
        : new SeedResult(seed, failure.check(), failure.message(), result.traceHash());
  }
}
