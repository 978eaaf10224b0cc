package io.apexkv.sim.cli;

import io.apexkv.sim.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;

/**
 * A scenario to run, golden or in a file.
 *
 * @param name as the user named it
 * @param text what its file says
 * @param scenario the same, understood
 * @param expected the trace that it should have, if one is known
 * @param traceFile where that is, or would be
 */
record ChosenScenario(
    String name, String text, Scenario scenario, Optional<String> expected, Path traceFile) {

  /** Where the golden scenarios are in the repository. */
  private static final Path FOLDER = Path.of("sim", "scenarios");

  /** The one with a name, or in a file of that name. */
  static ChosenScenario of(CommandLine line, String name) {
    Optional<String> golden = ScenarioFiles.golden(name);
    return golden.isPresent() ? golden(line, name, golden.get()) : inFile(line, name);
  }

  private static ChosenScenario golden(CommandLine line, String name, String text) {
    Scenario scenario = ScenarioFile.parse(line, name + Scenario.ENDING, text);
    Path home = Path.of(System.getProperty("apex.home", ""));
    Path file = home.resolve(FOLDER).resolve(name + Scenario.ENDING);
    Optional<String> trace = ScenarioFiles.goldenTrace(name);
    return new ChosenScenario(name, text, scenario, trace, ScenarioFiles.traceOf(file));
  }

  private static ChosenScenario inFile(CommandLine line, String name) {
    Path file = Path.of(name);
    if (!Files.exists(file)) {
      throw WrongUse.found(
          line,
          "'" + name + "', which is no scenario and no file",
          "one of those that './apex scenario --list' prints, or a file");
    }
    ScenarioFile read = ScenarioFile.read(line, file);
    Path traceFile = ScenarioFiles.traceOf(file);
    try {
      Optional<String> trace = ScenarioFiles.content(traceFile);
      return new ChosenScenario(name, read.text(), read.scenario(), trace, traceFile);
    } catch (IOException unreadable) {
      throw WrongUse.found(line, traceFile + ", which can't be read", "the trace of " + name);
    }
  }

  /** The file that errors name. */
  String file() {
    return name.endsWith(Scenario.ENDING) ? name : name + Scenario.ENDING;
  }
}
