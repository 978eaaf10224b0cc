package io.apexkv.sim.mutants;

import io.apexkv.sim.page.Origin;
import io.apexkv.sim.page.RecordedRun;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.run.RunResult;
import io.apexkv.sim.scenario.Scenario;
import io.apexkv.sim.scenario.ScenarioReader;
import io.apexkv.sim.scenario.ScenarioResult;
import io.apexkv.sim.scenario.Scenarios;
import java.util.Set;

/** Records seeds with the classes that its own class loader knows; see {@link OwnRunner}. */
public final class OwnRecorder implements SeedRecorder {

  /** A recorder in the world of its class loader. */
  public OwnRecorder() {}

  @Override
  public Recorded record(long seed, Set<String> checksOff, String replay, String note) {
    return record(Planner.plan(seed), checksOff, new Origin("Seed " + seed, replay, note));
  }

  private static Recorded record(Plan plan, Set<String> checksOff, Origin origin) {
    RecordedRun run = RecordedRun.of(plan, KernelSubject.FACTORY, checksOff);
    RunResult.Failure failure = run.result().failure();
    return new Recorded(
        failure == null ? "" : failure.check(),
        failure == null ? "" : failure.message(),
        run.result().traceHash(),
        run.result().undecided(),
        run.page(origin));
  }

  @Override
  public Recorded recordScenario(
      String file, String text, Set<String> checksOff, String replay, String note) {
    Scenario scenario = ScenarioReader.read(file, text);
    if (!scenario.isScript()) {
      String title = "Scenario " + scenario.name();
      return record(scenario.plan(), checksOff, new Origin(title, replay, note));
    }
    ScenarioResult result = Scenarios.run(scenario, KernelSubject.FACTORY, checksOff);
    ScenarioResult.Failure failure = result.failure();
    return new Recorded(
        failure == null ? "" : failure.check(),
        failure == null ? "" : failure.message(),
        result.traceHash(),
        false,
        "");
  }
}
