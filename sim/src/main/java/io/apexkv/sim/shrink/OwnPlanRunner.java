package io.apexkv.sim.shrink;

import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.LuckRecord;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Strike;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.run.Run;
import io.apexkv.sim.run.RunResult;
import io.apexkv.sim.scenario.ScenarioReader;
import io.apexkv.sim.scenario.ScenarioWriter;
import io.apexkv.sim.world.SubjectFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Runs plans with the classes that its own class loader knows. */
public final class OwnPlanRunner implements PlanRunner {

  private final SubjectFactory factory;

  /** A runner of kernels. */
  public OwnPlanRunner() {
    this(KernelSubject.FACTORY);
  }

  /** A runner of other subjects. */
  public OwnPlanRunner(SubjectFactory factory) {
    this.factory = factory;
  }

  @Override
  public Attempt run(String scenario, Set<String> checksOff) {
    Plan plan = ScenarioReader.read("a plan", scenario).plan();
    RunResult result = new Run(plan, factory, checksOff).run();
    RunResult.Failure failure = result.failure();
    return failure == null
        ? new Attempt("", "", result.simulatedNanos(), result.events())
        : new Attempt(failure.check(), failure.message(), result.simulatedNanos(), result.events());
  }

  @Override
  public String sayAloud(String scenario, Set<String> checksOff) {
    Plan plan = ScenarioReader.read("a plan", scenario).plan();
    LuckRecord record = new LuckRecord();
    Run run = new Run(plan, factory, checksOff);
    run.world().record(record);
    run.run();
    List<Fault> faults = new ArrayList<>();
    List<Strike> strikes = new ArrayList<>(plan.strikes());
    for (Fault fault : plan.faults()) {
      if (Strike.isNoise(fault.kind())) {
        record.strikesOf(fault).stream()
            .filter(strike -> !strikes.contains(strike))
            .forEach(strikes::add);
      } else {
        faults.add(aimed(fault, record.nodesOf(fault)));
      }
    }
    return ScenarioWriter.write("Luck said aloud.", plan.withFaults(faults).withStrikes(strikes));
  }

  private static Fault aimed(Fault fault, int nodes) {
    if (!fault.strikesLeader() || nodes == 0) {
      return fault;
    }
    int group = fault.kind() == FaultKind.CRASH_ELECTING ? fault.group() : 0;
    return new Fault(
        fault.kind(),
        fault.atNanos(),
        fault.untilNanos(),
        nodes,
        group,
        fault.clients(),
        fault.magnitude());
  }
}
