package io.apexkv.sim.cli;

import io.apexkv.sim.mutants.Kill;
import io.apexkv.sim.mutants.Mutant;
import io.apexkv.sim.mutants.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The kill matrix as a table for people, a row a mutant. */
final class KillTable {

  private static final String INDENT = "        ";
  private static final int SEEDS_WIDTH = 14;
  private static final String BY_SCENARIO = "scenario";

  private final int nameWidth;
  private final int faultsWidth;
  private final int checkWidth;

  /** A table with room for the names of these mutants. */
  KillTable(List<Mutant> mutants) {
    int name = "NAME".length();
    int faults = "FAULTS".length();
    int check = "CHECKER".length();
    for (Mutant mutant : mutants) {
      name = Math.max(name, mutant.name().length());
      faults = Math.max(faults, mutant.familyLetters().length());
      check = Math.max(check, mutant.checker().check().length());
    }
    nameWidth = name;
    faultsWidth = faults;
    checkWidth = check;
  }

  String headline() {
    return row(
        "MUTANT",
        "NAME",
        "FAULTS",
        "CHECKER",
        "SEEDS",
        "SECONDS",
        "SCENARIO",
        "KILLED",
        "FAULTS OFF");
  }

  /** The row of a mutant; if something is not as expected, then what. */
  List<String> rows(Verdict verdict) {
    Mutant mutant = verdict.mutant();
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            Integer.toString(mutant.number()),
            mutant.name(),
            mutant.familyLetters(),
            mutant.checker().check(),
            seeds(verdict),
            tenths(verdict.medianNanos()),
            scenario(verdict),
            killed(verdict),
            verdict.harm().isEmpty() ? verdict.harmlessSeeds() + " pass" : "FAILS"));
    survived(verdict).ifPresent(lines::add);
    if (verdict.isKilledByScenarioAlone()) {
      mutant.rare().ifPresent(why -> lines.add(INDENT + "rare: " + why));
    }
    verdict
        .sick()
        .ifPresent(
            sick ->
                lines.add(
                    INDENT
                        + "seed "
                        + sick.seed()
                        + " fails without the bug too: "
                        + sick.message()));
    if (!verdict.diesInScenario()) {
      lines.add(INDENT + "its scenario ended otherwise: " + verdict.scenario().orElseThrow());
    }
    verdict
        .harm()
        .ifPresent(
            harm ->
                lines.add(
                    INDENT
                        + "with its faults off, seed "
                        + harm.seed()
                        + " fails "
                        + harm.failedCheck()
                        + ": "
                        + harm.message()));
    return lines;
  }

  private static Optional<String> survived(Verdict verdict) {
    List<Kill> survived = verdict.kills().stream().filter(kill -> kill.killer().isEmpty()).toList();
    if (survived.isEmpty()) {
      return Optional.empty();
    }
    String ranges =
        survived.stream()
            .map(kill -> kill.firstSeed() + ".." + kill.lastSeed())
            .collect(Collectors.joining(", "));
    long othersEnded = survived.stream().mapToLong(Kill::othersEnded).sum();
    return Optional.of(
        INDENT
            + "survived seeds "
            + ranges
            + "; "
            + othersEnded
            + " of them ended by something that does not count");
  }

  /** The median, and the fewest and most of several ranges: {@code 12 (3..200+)}. */
  static String seeds(Verdict verdict) {
    String median = atLeast(verdict.median().seeds(), verdict.median().killer().isEmpty());
    boolean allAlike = verdict.kills().size() == 1 || verdict.survived() == verdict.kills().size();
    return allAlike
        ? median
        : median
            + " ("
            + verdict.fewestSeeds()
            + ".."
            + atLeast(verdict.mostSeeds(), verdict.survived() > 0)
            + ")";
  }

  private static String atLeast(long seeds, boolean survived) {
    return survived ? seeds + "+" : Long.toString(seeds);
  }

  /** Whether it died in its scenario too. */
  static String scenario(Verdict verdict) {
    if (verdict.scenario().isEmpty()) {
      return "-";
    }
    return verdict.diesInScenario() ? "dies" : "LIVES";
  }

  /** What killed it: seeds, or for a rare one its scenario alone. */
  static String killed(Verdict verdict) {
    return verdict.isKilledByScenarioAlone() ? BY_SCENARIO : verdict.isKilled() ? "yes" : "NO";
  }

  /** The last line. */
  static String sum(List<Verdict> verdicts) {
    long bySeeds = verdicts.stream().filter(Verdict::isKilledBySeeds).count();
    long byScenario = verdicts.stream().filter(Verdict::isKilledByScenarioAlone).count();
    long harmless = verdicts.stream().filter(verdict -> verdict.harm().isEmpty()).count();
    return bySeeds
        + " of "
        + verdicts.size()
        + " killed by seeds, "
        + (byScenario == 0 ? "" : byScenario + " by their directed scenarios, ")
        + harmless
        + " of "
        + verdicts.size()
        + " pass with their faults off";
  }

  private String row(
      String number,
      String name,
      String faults,
      String check,
      String seeds,
      String seconds,
      String scenario,
      String killed,
      String faultsOff) {
    return String.join(
        "  ",
        right(number, "MUTANT".length()),
        left(name, nameWidth),
        left(faults, faultsWidth),
        left(check, checkWidth),
        right(seeds, SEEDS_WIDTH),
        right(seconds, "SECONDS".length()),
        left(scenario, "SCENARIO".length()),
        left(killed, BY_SCENARIO.length()),
        faultsOff);
  }

  private static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /** Seconds with one digit behind the point. */
  static String tenths(long nanos) {
    long tenths = (nanos + 50_000_000) / 100_000_000;
    return tenths / 10 + "." + tenths % 10;
  }
}
