package io.apexkv.sim.cli;

import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.scenario.ScenarioWriter;
import io.apexkv.sim.shrink.Attempt;
import io.apexkv.sim.shrink.Shrinker;
import io.apexkv.sim.shrink.Shrinker.Shrunk;
import io.apexkv.sim.shrink.Trials;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Shrinks one failing plan, writes it as a scenario, and says what was won. */
final class Shrinking {

  private final PrintWriter out;
  private final PrintWriter err;
  private final Trials.Bounds bounds;

  Shrinking(PrintWriter out, PrintWriter err, Trials.Bounds bounds) {
    this.out = out;
    this.err = err;
    this.bounds = bounds;
  }

  /**
   * Shrinks a plan that fails by the goal's check.
   *
   * @param whose what failed: {@code seed 7 of mutant 27 (deposed-leader-reads)}
   * @param again the command that runs the plan as it was
   * @param replay the command that runs the scenario, without its file
   */
  Shrunk shrink(String whose, Plan plan, Trials.Goal goal, String again, String replay, Path file)
      throws IOException {
    ShrinkProgress progress = new ShrinkProgress(err, bounds);
    Trials trials = new Trials(goal, bounds, System::nanoTime, progress, plan);
    Shrunk shrunk = Shrinker.shrink(trials);
    progress.clear();
    long seconds = Math.round(progress.elapsedNanos() / 1e9);
    String story = story(whose, goal.check(), shrunk, again, replay + " " + file);
    Files.writeString(file, ScenarioWriter.write(story, shrunk.after()));
    print(shrunk, seconds);
    out.println("written to " + file + "; replay: " + replay + " " + file);
    out.flush();
    return shrunk;
  }

  private static String story(
      String whose, String check, Shrunk shrunk, String again, String replay) {
    Attempt attempt = shrunk.afterAttempt();
    return "Shrunk from "
        + whose
        + ", which fails the check "
        + check
        + " ("
        + again
        + ").\n"
        + "Fails at "
        + Plan.seconds(attempt.timeNanos())
        + ": "
        + attempt.message().replace('\n', ' ')
        + "\n"
        + "Replay: "
        + replay;
  }

  private void print(Shrunk shrunk, long seconds) {
    Plan before = shrunk.before();
    Plan after = shrunk.after();
    out.println("                      before       after");
    row("plan lines", shrunk.linesBefore(), shrunk.linesAfter());
    row("faults", before.faults().size(), after.faults().size());
    row("strikes", before.strikes().size(), after.strikes().size());
    row("nodes", before.cluster().nodes(), after.cluster().nodes());
    row("clients", before.workload().clients(), after.workload().clients());
    row("events", shrunk.attempt().events(), shrunk.afterAttempt().events());
    row(
        "simulated time",
        Plan.seconds(shrunk.attempt().timeNanos()),
        Plan.seconds(shrunk.afterAttempt().timeNanos()));
    out.println(
        shrunk.runs()
            + " runs in "
            + seconds
            + " s; "
            + (shrunk.isSmallest()
                ? "nothing more can be left out"
                : "the time is up, more may be possible"));
  }

  private void row(String name, Object before, Object after) {
    out.println(String.format(Locale.ROOT, "%-16s %11s %11s", name, before, after));
  }
}
