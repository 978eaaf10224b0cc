package io.apexkv.sim.cli;

import io.apexkv.sim.mutants.Kill;
import io.apexkv.sim.mutants.Mutant;
import io.apexkv.sim.mutants.SeedResult;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** The kill matrix, a row a mutant, for people and as JSON. */
final class KillTable {

  private static final JsonFactory JSON = new JsonFactory();
  private static final String INDENT = "        ";

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
    return row("MUTANT", "NAME", "FAULTS", "CHECKER", "SEEDS", "SECONDS", "KILLED", "FAULTS OFF");
  }

  /** The row of a mutant; if something is not as expected, then what. */
  List<String> rows(Kill kill) {
    Mutant mutant = kill.mutant();
    List<String> lines = new ArrayList<>();
    lines.add(
        row(
            Integer.toString(mutant.number()),
            mutant.name(),
            mutant.familyLetters(),
            mutant.checker().check(),
            Long.toString(kill.seeds()),
            tenths(kill.elapsedNanos()),
            kill.isKilled() ? "yes" : "NO",
            kill.harm().isEmpty() ? kill.harmlessSeeds() + " pass" : "FAILS"));
    if (kill.killer().isEmpty()) {
      lines.add(
          INDENT
              + "survived seeds "
              + kill.firstSeed()
              + ".."
              + kill.lastSeed()
              + "; "
              + kill.othersEnded()
              + " of them ended by something that does not count");
    } else if (!kill.kernelPasses()) {
      lines.add(
          INDENT
              + "seed "
              + kill.killer().get().seed()
              + " fails without the bug too, so it proves nothing");
    }
    kill.harm()
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

  /** The last line. */
  static String sum(List<Kill> kills) {
    long killed = kills.stream().filter(Kill::isKilled).count();
    long harmless = kills.stream().filter(kill -> kill.harm().isEmpty()).count();
    return killed
        + " of "
        + kills.size()
        + " killed by their own checker, "
        + harmless
        + " of "
        + kills.size()
        + " pass with their faults off";
  }

  private String row(
      String number,
      String name,
      String faults,
      String check,
      String seeds,
      String seconds,
      String killed,
      String faultsOff) {
    return right(number, 6)
        + "  "
        + left(name, nameWidth)
        + "  "
        + left(faults, faultsWidth)
        + "  "
        + left(check, checkWidth)
        + "  "
        + right(seeds, 5)
        + "  "
        + right(seconds, 7)
        + "  "
        + left(killed, 6)
        + "  "
        + faultsOff;
  }

  private static String left(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static String tenths(long nanos) {
    long tenths = (nanos + 50_000_000) / 100_000_000;
    return tenths / 10 + "." + tenths % 10;
  }

  /** A mutant as one line of JSON. */
  static String json(Kill kill) {
    Mutant mutant = kill.mutant();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      json.writeNumberProperty("number", mutant.number());
      json.writeStringProperty("name", mutant.name());
      json.writeStringProperty("bug", mutant.bug());
      json.writeStringProperty("faults", mutant.familyLetters());
      json.writeStringProperty("checker", mutant.checker().check());
      json.writeNumberProperty("firstSeed", kill.firstSeed());
      json.writeNumberProperty("seeds", kill.seeds());
      json.writeNumberProperty("elapsedNanos", kill.elapsedNanos());
      json.writeBooleanProperty("killed", kill.isKilled());
      json.writeNumberProperty("othersEnded", kill.othersEnded());
      if (kill.killer().isPresent()) {
        json.writeStringProperty("message", kill.killer().get().message());
      }
      json.writeBooleanProperty("passesWithFaultsOff", kill.harm().isEmpty());
      json.writeNumberProperty("seedsWithFaultsOff", kill.harmlessSeeds());
      if (kill.harm().isPresent()) {
        SeedResult harm = kill.harm().get();
        json.writeNumberProperty("failedSeed", harm.seed());
        json.writeStringProperty("failedCheck", harm.failedCheck());
      }
      json.writeEndObject();
    }
    return text.toString();
  }
}
