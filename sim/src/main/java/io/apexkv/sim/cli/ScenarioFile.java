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
      Scenario scenario = ScenarioReader.read(path.toString(), text);
      if (!scenario.script().isEmpty()) {
        throw new ParameterException(
            line, "found a script in " + path + ", expected a plan; ./apex scenario runs scripts");
      }
      return new ScenarioFile(path, text, scenario);
    } catch (ScenarioError wrong) {
      throw new ParameterException(line, String.valueOf(wrong.getMessage()));
    } catch (IOException unreadable) {
      throw new ParameterException(
          line, "--scenario is '" + path + "', expected a file that can be read");
    }
  }
}
