package io.apexkv.sim.mutants;

import io.apexkv.sim.page.Origin;
import io.apexkv.sim.page.RecordedRun;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.run.RunResult;
import java.util.Set;

/** Records seeds with the classes that its own class loader knows; see {@link OwnRunner}. */
public final class OwnRecorder implements SeedRecorder {

  /** A recorder in the world of its class loader. */
  public OwnRecorder() {}

  @Override
  public Recorded record(long seed, Set<String> checksOff, String replay, String note) {
    RecordedRun run = RecordedRun.of(Planner.plan(seed), KernelSubject.FACTORY, checksOff);
    RunResult.Failure failure = run.result().failure();
    return new Recorded(
        failure == null ? "" : failure.check(),
        failure == null ? "" : failure.message(),
        run.result().traceHash(),
        run.result().undecided(),
        run.page(new Origin("Seed " + seed, replay, note)));
  }
}
