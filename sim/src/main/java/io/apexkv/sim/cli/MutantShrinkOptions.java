package io.apexkv.sim.cli;

import io.apexkv.sim.mutants.Mutant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of {@code apex mutants} about one plan that kills: to shrink it, or to run it again. */
final class MutantShrinkOptions {

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description = "Run the plan in a file on one mutant, and on the kernel without the bug.")
  private Optional<Path> scenario = Optional.empty();

  @Mixin private ShrinkOptions shrink = new ShrinkOptions();

  /** Whether there is anything to do but to hunt. */
  boolean isWanted() {
    return scenario.isPresent() || shrink.isWanted();
  }

  /** Does it; whether every mutant was killed. */
  boolean run(CommandLine line, List<Mutant> mutants, int lastSeed, int jobs)
      throws InterruptedException, IOException {
    if (scenario.isPresent()) {
      return replay(line, mutants, scenario.get());
    }
    MutantShrinks shrinks = new MutantShrinks(line.getOut(), line.getErr(), shrink.bounds(line));
    boolean all = true;
    for (Mutant mutant : mutants) {
      all &= shrinks.shrink(mutant, lastSeed, jobs);
    }
    line.getOut().println(shrinks.sum());
    line.getOut().flush();
    return all;
  }

  private static boolean replay(CommandLine line, List<Mutant> mutants, Path file) {
    if (mutants.size() != 1) {
      throw new ParameterException(
          line, "found " + mutants.size() + " mutants, expected one for --scenario");
    }
    ScenarioFile read = ScenarioFile.read(line, file);
    return MutantShrinks.replay(line.getOut(), mutants.getFirst(), read.text());
  }
}
