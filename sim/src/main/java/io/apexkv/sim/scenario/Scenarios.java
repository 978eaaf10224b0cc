package io.apexkv.sim.scenario;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.oracle.Linearizable;
import io.apexkv.sim.run.Run;
import io.apexkv.sim.run.RunResult;
import io.apexkv.sim.world.SubjectFactory;
import java.util.Set;
import java.util.TreeSet;

/** Runs scenarios. */
public final class Scenarios {

  private Scenarios() {}

  /** Runs one with every check on. */
  public static ScenarioResult run(Scenario scenario, SubjectFactory factory) {
    return run(scenario, factory, new TreeSet<>());
  }

  /**
   * Runs one.
   *
   * @param off names of checks that don't judge, those of {@link io.apexkv.sim.oracle.Checks} or
   *     {@link #EXPECTATIONS}
   */
  public static ScenarioResult run(Scenario scenario, SubjectFactory factory, Set<String> off) {
    if (scenario.isScript()) {
      return new ScriptRun(scenario, factory, off).run();
    }
    return of(scenario, new Run(scenario.plan(), factory, off).run());
  }

  /** What came out of the run of a scenario's plan. */
  public static ScenarioResult of(Scenario scenario, RunResult result) {
    return new ScenarioResult(
        scenario, failure(result), summary(result), result.traceHash(), result.simulatedNanos());
  }

  private static ScenarioResult.@Nullable Failure failure(RunResult result) {
    RunResult.Failure found = result.failure();
    if (found != null) {
      return new ScenarioResult.Failure(found.check(), found.message(), 0, "");
    }
    return result.undecided()
        ? new ScenarioResult.Failure(new Linearizable().name(), ScriptRun.UNDECIDED, 0, "")
        : null;
  }

  /** The name of the check that a scenario's own expectations are. */
  public static final String EXPECTATIONS = ScriptRun.EXPECTATIONS;

  /** Of a run that was judged like a seed: what struck, what rare things happened, the verdict. */
  private static String summary(RunResult result) {
    StringBuilder text = new StringBuilder();
    result.injected().forEach((kind, count) -> text.append("fault ").append(kind).append('\n'));
    result.marks().forEach((name, count) -> text.append("mark ").append(name).append('\n'));
    RunResult.Failure failure = result.failure();
    if (failure == null) {
      text.append(result.undecided() ? "unknown\n" : "passed\n");
    } else {
      text.append("FAILED ").append(failure.check()).append(": ");
      text.append(failure.message()).append('\n');
    }
    return text.toString();
  }
}
