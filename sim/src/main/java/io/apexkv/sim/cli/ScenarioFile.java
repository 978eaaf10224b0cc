package io.apexkv.sim.cli;

import io.apexkv.sim.scenario.Scenario;
import io.apexkv.sim.scenario.ScenarioError;
import io.apexkv.sim.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A scenario that a user named. */
record ScenarioFile(Path path, String text, Scenario scenario) {

  /** Reads it, or says what is wrong with it. */
  static ScenarioFile read(CommandLine line, Path path) {
    try {
      String text = Files.readString(path);
      return new ScenarioFile(path, text, ScenarioReader.read(path.toString(), text));
    } catch (ScenarioError wrong) {
      throw new ParameterException(line, String.valueOf(wrong.getMessage()));
    } catch (IOException unreadable) {
      throw new ParameterException(
          line, "--scenario is '" + path + "', expected a file that can be read");
    }
  }
}
