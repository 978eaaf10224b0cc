package io.apexkv.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.plan.Plan;
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

  @Test
  void theScenarioOpensWithItsStoryAndTheTableSaysWhatWasWon(@TempDir Path folder)
      throws IOException {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text, true);
    Plan plan = Planner.plan(7);
    Path file = folder.resolve("seed-7.scenario");
    Shrunk shrunk =
        new Shrinking(out, out, new Trials.Bounds(1000, Long.MAX_VALUE))
            .shrink(
                "seed 7",
                plan,
                new Trials.Goal(FAILING, Optional.empty(), "wanted", Set.of()),
                "./apex sim --seed 7",
                "./apex sim --scenario",
                file);
    String scenario = Files.readString(file);
    assertTrue(
        scenario.startsWith(
            "# Shrunk from seed 7, which fails the check wanted (./apex sim --seed 7).\n"
                + "# Fails at 1.000000s: two lines\n# Replay: ./apex sim --scenario "
                + file),
        scenario);
    assertEquals(shrunk.after(), ScenarioReader.read("file", scenario).plan());
    String table = text.toString();
    assertTrue(table.contains("nothing more can be left out"), table);
    assertTrue(table.lines().anyMatch(line -> line.matches("faults +\\d+ +0")), table);
  }
}
