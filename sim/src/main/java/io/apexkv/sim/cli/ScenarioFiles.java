package io.apexkv.sim.cli;

import io.apexkv.sim.scenario.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where scenarios are: the golden ones beside the classes, in the order of their index, and others
 * in files. The expected trace of {@code NAME.scenario} is {@code NAME.trace} beside it.
 */
public final class ScenarioFiles {

  private static final String ROOT = "/scenarios/";
  private static final String INDEX = "index";
  private static final String TRACE_ENDING = ".trace";

  private ScenarioFiles() {}

  /** The names of the golden scenarios. */
  public static List<String> names() {
    return resource(INDEX).orElse("").lines().filter(line -> !line.isBlank()).toList();
  }

  /** The text of a golden scenario. */
  public static Optional<String> golden(String name) {
    return resource(name + Scenario.ENDING);
  }

  /** The trace that a golden scenario should have. */
  public static Optional<String> goldenTrace(String name) {
    return resource(name + TRACE_ENDING);
  }

  /** The file of the expected trace of a scenario's file. */
  static Path traceOf(Path file) {
    String name = file.getFileName().toString();
    String base =
        name.endsWith(Scenario.ENDING)
            ? name.substring(0, name.length() - Scenario.ENDING.length())
            : name;
    return file.resolveSibling(base + TRACE_ENDING);
  }

  /** What a file holds, if there is one. */
  static Optional<String> content(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  private static Optional<String> resource(String name) {
    try (InputStream stream = ScenarioFiles.class.getResourceAsStream(ROOT + name)) {
      return stream == null
          ? Optional.empty()
          : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
