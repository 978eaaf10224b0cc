package io.apexkv.sim.cli;

import io.apexkv.sim.scenario.Scenario;
import io.apexkv.sim.scenario.ScenarioError;
import io.apexkv.sim.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A scenario that a user named, in a file. */
record ScenarioFile(Path path, String text, Scenario scenario) {

  /** More is no text that anybody wrote. */
  private static final long MOST_BYTES = 1 << 20;

  /** Reads it, or says what is wrong with it. */
  static ScenarioFile read(CommandLine line, Path path) {
    if (!Files.isRegularFile(path)) {
      throw WrongUse.found(line, "no file " + path, "a scenario's file");
    }
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw WrongUse.found(line, "more than 1 MiB in " + path, "a scenario's text");
      }
      String text = Files.readString(path);
      return new ScenarioFile(path, text, parse(line, path.toString(), text));
    } catch (CharacterCodingException noText) {
      throw WrongUse.found(line, "bytes in " + path + " that are no text in UTF-8", "a scenario");
    } catch (IOException unreadable) {
      throw WrongUse.found(line, path + ", which can't be read", "a scenario's file");
    }
  }

  /** Understands a scenario, or says where that ends. */
  static Scenario parse(CommandLine line, String file, String text) {
    try {
      return ScenarioReader.read(file, text);
    } catch (ScenarioError wrong) {
      throw new ParameterException(line, String.valueOf(wrong.getMessage()));
    }
  }
}
