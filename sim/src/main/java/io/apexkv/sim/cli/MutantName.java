package io.apexkv.sim.cli;

import io.apexkv.sim.mutants.Mutant;
import io.apexkv.sim.mutants.Mutants;
import java.util.stream.Collectors;
import picocli.CommandLine;

/** The name or number of a mutant on a command line. */
final class MutantName {

  private MutantName() {}

  /** That mutant, or the names of those that there are. */
  static Mutant find(CommandLine line, String name) {
    return Mutants.find(name)
        .orElseThrow(
            () ->
                WrongUse.found(line, "mutant '" + name + "', which is unknown", "one of " + all()));
  }

  private static String all() {
    return Mutants.ALL.stream()
        .map(mutant -> mutant.number() + " (" + mutant.name() + ")")
        .collect(Collectors.joining(", "));
  }
}
