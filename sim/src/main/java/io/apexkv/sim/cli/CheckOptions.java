package io.apexkv.sim.cli;

import io.apexkv.sim.oracle.Checks;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The option that switches checks off. */
final class CheckOptions {

  static final String OPTION = "--without-check";

  /** For the help of the option. */
  private static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Names() {
      super(Checks.NAMES);
    }
  }

  @Option(
      names = OPTION,
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = {
        "Switch a check off by its name; may be repeated. Names:",
        "${COMPLETION-CANDIDATES}."
      })
  private List<String> withoutChecks = List.of();

  /** The names of the checks that don't judge, which have to exist. */
  Set<String> off(CommandLine line) {
    Set<String> off = new TreeSet<>(withoutChecks);
    for (String name : off) {
      if (!Checks.NAMES.contains(name)) {
        throw WrongUse.found(
            line, OPTION + " " + name, "one of " + String.join(", ", Checks.NAMES));
      }
    }
    return off;
  }

  /** The options that switch these checks off, for a line to paste. */
  static String options(Set<String> off) {
    return off.stream().map(name -> " " + OPTION + " " + name).collect(Collectors.joining());
  }
}
