package io.apexkv.sim.cli;

import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.run.RunResult;
import io.apexkv.sim.scenario.Scenario;
import io.apexkv.sim.shrink.OwnPlanRunner;
import io.apexkv.sim.shrink.Trials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** {@code apex sim --seed S --shrink}: shrinks a seed that has failed. */
final class SeedShrink {

  private SeedShrink() {}

  /** Shrinks what came out of a seed; a seed that passed is left alone. */
  static void shrink(CommandLine line, Trials.Bounds bounds, RunResult result, Set<String> off)
      throws IOException {
    Plan plan = result.plan();
    RunResult.Failure failure = result.failure();
    if (failure == null) {
      line.getOut().println("seed " + plan.seed() + " passes: there is nothing to shrink");
      return;
    }
    String without =
        off.stream().map(name -> " --without-check " + name).collect(Collectors.joining());
    String whose = "seed " + plan.seed();
    String again = "./apex sim --seed " + plan.seed() + without;
    Path file = Path.of("seed-" + plan.seed() + Scenario.ENDING);
    Trials.Goal goal = new Trials.Goal(new OwnPlanRunner(), Optional.empty(), failure.check(), off);
    new Shrinking(line.getOut(), line.getErr(), bounds)
        .shrink(whose, plan, goal, again, "./apex sim" + without + " --scenario", file);
  }
}
