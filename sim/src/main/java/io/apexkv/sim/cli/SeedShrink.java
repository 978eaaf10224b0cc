package io.apexkv.sim.cli;

import io.apexkv.sim.campaign.Determinism;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.run.RunResult;
import io.apexkv.sim.scenario.Scenario;
import io.apexkv.sim.shrink.OwnPlanRunner;
import io.apexkv.sim.shrink.Trials;
import io.apexkv.sim.world.SubjectFactory;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;

/** {@code apex sim --seed S --shrink}: shrinks a seed that has failed. */
final class SeedShrink {

  private SeedShrink() {}

  /** The file that a seed is written to when it was shrunk. */
  static Path file(Path folder, long seed) {
    return folder.resolve("seed-" + seed + Scenario.ENDING);
  }

  /**
   * Shrinks what came out of a seed; a seed that passed is left alone.
   *
   * @param factory makes the kernels that failed
   * @return false if a seed that seemed to pass fails {@code determinism}, which is not shrunk
   */
  static boolean shrink(
      CommandLine line,
      SubjectFactory factory,
      Trials.Bounds bounds,
      RunResult result,
      Set<String> off,
      Path file) {
    Plan plan = result.plan();
    RunResult.Failure failure = result.failure();
    if (failure == null) {
      return nothingToShrink(line, factory, result, off);
    }
    String without = CheckOptions.options(off);
    Shrinking.Commands commands =
        new Shrinking.Commands(
            "./apex sim --seed " + plan.seed() + without,
            "./apex scenario" + without,
            "./apex scenario" + without);
    Trials.Goal goal =
        new Trials.Goal(new OwnPlanRunner(factory), Optional.empty(), failure.check(), off);
    new Shrinking(line, bounds).shrink("seed " + plan.seed(), plan, goal, commands, file);
    return true;
  }

  /** Each step of shrinking asks whether one run fails; a leak of luck takes two runs to show. */
  private static boolean nothingToShrink(
      CommandLine line, SubjectFactory factory, RunResult result, Set<String> off) {
    long seed = result.plan().seed();
    boolean repeats = Determinism.repeats(result, factory, off);
    String answer =
        repeats
            ? (result.undecided() ? " is undecided" : " passes") + ": there is nothing to shrink"
            : " passes, but a second run of it differs: it fails the check determinism, and such"
                + " failures are not shrunk; where runs part is told by ./apex sim --seeds "
                + seed
                + ".."
                + seed;
    line.getOut().println("seed " + seed + answer);
    line.getOut().flush();
    return repeats;
  }
}
