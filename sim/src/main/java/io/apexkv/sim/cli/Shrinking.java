package io.apexkv.sim.cli;

import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.scenario.ScenarioWriter;
import io.apexkv.sim.shrink.Attempt;
import io.apexkv.sim.shrink.Shrinker;
import io.apexkv.sim.shrink.Shrinker.Shrunk;
import io.apexkv.sim.shrink.Trials;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;

/** Shrinks one failing plan, writes it as a scenario, and says what was won. */
final class Shrinking {

  private final CommandLine line;
  private final PrintWriter out;
  private final Trials.Bounds bounds;

  Shrinking(CommandLine line, Trials.Bounds bounds) {
    this.line = line;
    this.out = line.getOut();
    this.bounds = bounds;
  }

  /**
   * The commands that are printed and written, each without its file.
   *
   * @param again runs the plan as it was
   * @param replay runs the scenario
   * @param look makes a page of the scenario
   */
  record Commands(String again, String replay, String look) {}

  /** Refuses a scenario's file that can't be written, before anything has run. */
  static void requirePlace(CommandLine line, Path file) {
    OutputFile.require(line, "the scenario's file", file);
  }

  /**
   * Shrinks a plan that fails by the goal's check. A scenario that can't be written is printed
   * instead, lest it be lost.
   *
   * @param whose what failed: {@code seed 7 of mutant 27 (deposed-leader-reads)}
   */
  Shrunk shrink(String whose, Plan plan, Trials.Goal goal, Commands commands, Path file) {
    ShrinkProgress progress = new ShrinkProgress(line.getErr(), bounds);
    Trials trials = new Trials(goal, bounds, System::nanoTime, progress, plan);
    Shrunk shrunk = Shrinker.shrink(trials);
    progress.clear();
    long seconds = Math.round(progress.elapsedNanos() / 1e9);
    print(shrunk, seconds);
    String replay = commands.replay + " " + file;
    String story = story(whose, goal.check(), shrunk, commands.again, replay);
    String scenario = ScenarioWriter.write(story, shrunk.after());
    if (OutputFile.write(line, file, scenario)) {
      out.println("written to " + file);
      out.println("  replay: " + replay);
      out.println("  look:   " + commands.look + " " + file + " --html " + file + ".html");
    } else {
      out.println("the scenario, which is in no file:");
      out.println();
      out.print(scenario);
    }
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
    out.println(shrunk.runs() + " runs in " + seconds + " s; " + ending(shrunk));
  }

  private static String ending(Shrunk shrunk) {
    return switch (shrunk.ending()) {
      case SMALLEST -> "nothing more can be left out";
      case TIME_UP -> "the time is up, more may be possible (--shrink-seconds)";
      case RUNS_UP -> "the runs are used up, more may be possible (--shrink-runs)";
    };
  }

  private void row(String name, Object before, Object after) {
    out.println(String.format(Locale.ROOT, "%-16s %11s %11s", name, before, after));
  }
}
