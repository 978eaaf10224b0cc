package io.apexkv.sim.page;

import io.apexkv.sim.history.History;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.run.Run;
import io.apexkv.sim.run.RunResult;
import io.apexkv.sim.world.SubjectFactory;
import java.util.Set;

/**
 * A run that was watched from its begin to its end.
 *
 * @param result what came out
 * @param history what clients did and were told
 * @param recorder what happened to nodes and frames
 */
public record RecordedRun(RunResult result, History history, Recorder recorder) {

  /** Runs a plan; {@code off} are the names of checks that don't judge. */
  public static RecordedRun of(Plan plan, SubjectFactory factory, Set<String> off) {
    Recorder recorder = new Recorder();
    Run run = new Run(plan, factory, off);
    run.watch(recorder);
    RunResult result = run.run();
    return new RecordedRun(result, run.history(), recorder);
  }

  /** The data of its page, for {@link PageTemplate}. */
  public String page(Origin origin) {
    return new RunPage(this, origin).data();
  }
}
