package io.apexkv.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.cli.ScenarioFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page about scenarios names everything that there is, and its example is real. */
class ScenarioDocsTest {

  private static final String EXAMPLE = "partial-partition";

  private String page = "";

  @BeforeEach
  void read() throws IOException {
    page = Files.readString(Path.of("..", "docs", "scenarios.md"));
  }

  private void says(String text) {
    assertTrue(page.contains(text), () -> "docs/scenarios.md does not say:\n" + text);
  }

  @Test
  void everySettingIsThere() {
    Settings.names().forEach(name -> says("`" + name + "`"));
  }

  @Test
  void everyStepIsThere() {
    for (String word : StepReader.WORDS) {
      boolean said = page.matches("(?s).*`([^`]*, )?" + word + "\\b[^`]*`.*");
      assertTrue(said, () -> "docs/scenarios.md does not describe the step " + word);
    }
  }

  @Test
  void everyGoldenScenarioIsThereWithItsStory() {
    for (String name : ScenarioFiles.names()) {
      Scenario scenario = ScenarioReader.read(name, ScenarioFiles.golden(name).orElseThrow());
      says("| `" + name + "` | " + scenario.title() + " |");
    }
  }

  @Test
  void theExampleIsTheRealOne() {
    says(indented(ScenarioFiles.golden(EXAMPLE).orElseThrow()));
    says(indented(ScenarioFiles.goldenTrace(EXAMPLE).orElseThrow()));
  }

  private static String indented(String text) {
    return text.lines()
        .map(line -> line.isEmpty() ? "" : "    " + line)
        .collect(Collectors.joining("\n"));
  }
}
