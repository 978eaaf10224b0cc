package io.apexkv.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.scenario.ScenarioReader;
import io.apexkv.sim.shrink.Attempt;
import io.apexkv.sim.shrink.PlanRunner;
import io.apexkv.sim.shrink.Shrinker.Shrunk;
import io.apexkv.sim.shrink.Trials;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ShrinkingTest {

  /** Whatever runs fails. */
  private static final PlanRunner FAILING =
      new PlanRunner() {
        @Override
        public Attempt run(String scenario, Set<String> checksOff) {
          return new Attempt("wanted", "two\nlines", 1_000_000_000L, 77);
        }

        @Override
        public String sayAloud(String scenario, Set<String> checksOff) {
          return scenario;
        }
      };

  private final StringWriter text = new StringWriter();
  private final CommandLine line =
      new CommandLine(new SimCommand())
          .setOut(new PrintWriter(text, true))
          .setErr(new PrintWriter(text, true));

  private Shrunk shrink(Trials.Bounds bounds, Path file) {
    return new Shrinking(line, bounds)
        .shrink(
            "seed 7",
            Planner.plan(7),
            new Trials.Goal(FAILING, Optional.empty(), "wanted", Set.of()),
            new Shrinking.Commands("./apex sim --seed 7", "./apex scenario", "./apex scenario"),
            file);
  }

  @Test
  void theScenarioOpensWithItsStoryAndTheTableSaysWhatWasWon(@TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("seed-7.scenario");
    Shrunk shrunk = shrink(new Trials.Bounds(1000, Long.MAX_VALUE), file);
    String scenario = Files.readString(file);
    assertTrue(
        scenario.startsWith(
            "# Shrunk from seed 7, which fails the check wanted (./apex sim --seed 7).\n"
                + "# Fails at 1.000000s: two lines\n# Replay: ./apex scenario "
                + file),
        scenario);
    assertEquals(shrunk.after(), ScenarioReader.read("file", scenario).plan());
    String table = text.toString();
    assertTrue(table.contains("nothing more can be left out"), table);
    assertTrue(table.lines().anyMatch(line -> line.matches("faults +\\d+ +0")), table);
    assertTrue(table.contains("  look:   ./apex scenario " + file + " --html "), table);
  }

  @Test
  void aScenarioThatCanNotBeWrittenIsPrintedLestItBeLost(@TempDir Path folder) {
    Path file = folder.resolve("gone/seed-7.scenario");
    Shrunk shrunk = shrink(new Trials.Bounds(1000, Long.MAX_VALUE), file);
    String printed = text.toString();
    assertTrue(printed.contains(file + " can't be written: its folder is not there"), printed);
    String scenario = printed.substring(printed.indexOf("# Shrunk from seed 7"));
    assertEquals(shrunk.after(), ScenarioReader.read("printed", scenario).plan());
    assertFalse(printed.contains("written to"), printed);
  }

  @Test
  void theEndIsSaidAsItWas(@TempDir Path folder) {
    Path file = folder.resolve("seed-7.scenario");
    shrink(new Trials.Bounds(3, Long.MAX_VALUE), file);
    String end = text.toString();
    assertTrue(end.matches("(?s).*\n3 runs in \\d+ s; the runs are used up, more may.*"), end);
    shrink(new Trials.Bounds(1000, 1), file);
    assertTrue(text.toString().contains("; the time is up, more may be possible"), text::toString);
  }
}
