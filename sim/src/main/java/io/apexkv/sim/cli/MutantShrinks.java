package io.apexkv.sim.cli;

import io.apexkv.sim.mutants.Hunt;
import io.apexkv.sim.mutants.Mutant;
import io.apexkv.sim.mutants.MutantCompiler;
import io.apexkv.sim.mutants.MutantPlans;
import io.apexkv.sim.mutants.Ranges;
import io.apexkv.sim.mutants.SeedResult;
import io.apexkv.sim.mutants.Sources;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.scenario.Scenario;
import io.apexkv.sim.shrink.Attempt;
import io.apexkv.sim.shrink.Trials;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;

/** {@code apex mutants --shrink}: hunts mutants, and shrinks the seeds that kill them. */
final class MutantShrinks {

  private final CommandLine line;
  private final PrintWriter out;
  private final Trials.Bounds bounds;
  private final MutantCompiler compiler = new MutantCompiler(Sources.packaged());
  private final List<Integer> lines = new ArrayList<>();

  MutantShrinks(CommandLine line, Trials.Bounds bounds) {
    this.line = line;
    this.out = line.getOut();
    this.bounds = bounds;
  }

  /** The file that a mutant's kill is written to. */
  static Path file(Mutant mutant) {
    return Path.of(mutant.name() + Scenario.ENDING);
  }

  /** Hunts over the seeds 1 to the last; false if nothing was found to shrink. */
  boolean shrink(Mutant mutant, int lastSeed, int jobs) throws InterruptedException {
    Optional<SeedResult> killer;
    try (HuntProgress progress = new HuntProgress(line.getErr(), 1)) {
      progress.begins();
      Hunt hunt = new Hunt(compiler, mutant, ScenarioFiles::golden, jobs, progress);
      killer = hunt.hunt(new Ranges(1, lastSeed), 0).kills().getFirst().killer();
    }
    if (killer.isEmpty()) {
      out.println(mutant + " is not killed by the seeds 1 to " + lastSeed);
      out.flush();
      return false;
    }
    long seed = killer.get().seed();
    String whose = "seed " + seed + " of " + mutant;
    out.println(whose + ", check " + mutant.checker().check() + ":");
    out.flush();
    Shrinking.Commands commands =
        new Shrinking.Commands(
            "./apex mutants " + mutant.number() + " --seeds " + seed,
            "./apex mutants " + mutant.number() + " --scenario",
            "./apex scenario --mutant " + mutant.number());
    Trials.Goal goal = MutantPlans.goal(mutant, compiler);
    lines.add(
        new Shrinking(line, bounds)
            .shrink(whose, Planner.plan(seed), goal, commands, file(mutant))
            .linesAfter());
    return true;
  }

  /** Runs a plan on a mutant and on the kernel without the bug; whether only the mutant fails. */
  static boolean replay(PrintWriter out, Mutant mutant, String scenario) {
    Trials.Goal goal = MutantPlans.goal(mutant, new MutantCompiler(Sources.packaged()));
    Attempt broken = goal.broken().run(scenario, goal.checksOff());
    Attempt healthy = goal.healthy().orElseThrow().run(scenario, goal.checksOff());
    out.println(mutant + ": " + outcome(broken));
    out.println("the kernel without the bug: " + outcome(healthy));
    out.flush();
    return broken.failedCheck().equals(goal.check()) && healthy.failedCheck().isEmpty();
  }

  private static String outcome(Attempt attempt) {
    return attempt.failedCheck().isEmpty()
        ? "passes"
        : "fails the check "
            + attempt.failedCheck()
            + " at "
            + Plan.seconds(attempt.timeNanos())
            + ": "
            + attempt.message();
  }

  /** The last line, of all mutants. */
  String sum() {
    Collections.sort(lines);
    if (lines.isEmpty()) {
      return "no mutant shrunk";
    }
    return lines.size()
        + (lines.size() == 1 ? " mutant" : " mutants")
        + " shrunk, to "
        + lines
        + " plan lines, median "
        + median();
  }

  private int median() {
    return lines.get(lines.size() / 2);
  }
}
