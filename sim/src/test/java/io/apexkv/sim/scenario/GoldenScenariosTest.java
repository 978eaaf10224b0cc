package io.apexkv.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.cli.ScenarioFiles;
import io.apexkv.sim.run.KernelSubject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each golden scenario goes as it says, with exactly the trace that was reviewed. */
class GoldenScenariosTest {

  private static final Path FOLDER = Path.of("scenarios");
  private static final int LEAST = 25;
  private static final int COLUMNS = 120;

  static Stream<String> names() {
    return ScenarioFiles.names().stream();
  }

  private static Scenario read(String name) {
    String text = ScenarioFiles.golden(name).orElseThrow();
    return ScenarioReader.read(name + Scenario.ENDING, text);
  }

  @ParameterizedTest
  @MethodSource("names")
  void goesAsItSays(String name) {
    ScenarioResult result = Scenarios.run(read(name), KernelSubject.FACTORY);
    assertEquals(null, result.failure());
    assertEquals(
        ScenarioFiles.goldenTrace(name).orElse("there is none: ./apex scenario --update"),
        result.trace(),
        "if the new trace is right too, './apex scenario --update' makes it the expected one");
  }

  @Test
  void theIndexNamesAllThatThereAreAndEachOnce() throws IOException {
    List<String> index = names().toList();
    Set<String> inFolder = new TreeSet<>();
    try (Stream<Path> files = Files.list(FOLDER)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(file -> !file.equals("index"))
          .map(file -> file.substring(0, file.lastIndexOf('.')))
          .forEach(inFolder::add);
    }
    assertEquals(inFolder, new TreeSet<>(index));
    assertEquals(inFolder.size(), index.size());
    assertTrue(index.size() >= LEAST);
  }

  @Test
  void eachTellsAStoryOfItsOwn() {
    Set<String> titles = new TreeSet<>();
    names().forEach(name -> titles.add(read(name).title()));
    assertEquals(names().count(), titles.size());
  }

  @ParameterizedTest
  @MethodSource("names")
  void itsLinesFitAPage(String name) {
    String text = ScenarioFiles.golden(name).orElseThrow();
    text.lines().forEach(line -> assertTrue(line.length() <= COLUMNS, line));
  }
}
