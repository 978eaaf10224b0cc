package io.apexkv.sim.cli;

import io.apexkv.sim.mutants.Mutant;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of {@code apex mutants} about one plan that kills: to shrink it, or to run it again. */
final class MutantShrinkOptions {

  private static final String SCENARIO = "--scenario";

  @Option(
      names = SCENARIO,
      paramLabel = "FILE",
      description = "Run the plan in a file on one mutant, and on the kernel without the bug.")
  private Optional<Path> scenario = Optional.empty();

  @Mixin private ShrinkOptions shrink = new ShrinkOptions();

  /** Whether there is anything to do but to hunt. */
  boolean isWanted() {
    return scenario.isPresent() || shrink.isWanted();
  }

  /** Says which options make no sense here. */
  void check(CommandLine line) {
    WrongUse.alone(line, SCENARIO, ShrinkOptions.SHRINK, "--json", "--seeds", "--ranges", "--jobs");
    if (scenario.isPresent() && WrongUse.isGiven(line, PageFile.OPTION)) {
      String instead = "./apex scenario FILE --mutant NAME --html PAGE";
      throw WrongUse.found(line, PageFile.OPTION + " with " + SCENARIO, instead);
    }
    WrongUse.alone(line, ShrinkOptions.SHRINK, PageFile.OPTION, "--json", "--ranges");
    var _ = shrink.bounds(line);
  }

  /** Does it; whether every mutant was killed. */
  boolean run(CommandLine line, List<Mutant> mutants, int lastSeed, int jobs)
      throws InterruptedException {
    if (scenario.isPresent()) {
      return replay(line, mutants, scenario.get());
    }
    MutantShrinks shrinks = new MutantShrinks(line, shrink.bounds(line));
    mutants.forEach(mutant -> Shrinking.requirePlace(line, MutantShrinks.file(mutant)));
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
      throw WrongUse.found(line, mutants.size() + " mutants with " + SCENARIO, "one");
    }
    ScenarioFile read = ScenarioFile.read(line, file);
    if (read.scenario().isScript()) {
      String instead = "./apex scenario FILE --mutant NAME, which runs scripts too";
      throw WrongUse.found(line, "a script in " + file, "a plan; or " + instead);
    }
    return MutantShrinks.replay(line.getOut(), mutants.getFirst(), read.text());
  }
}
