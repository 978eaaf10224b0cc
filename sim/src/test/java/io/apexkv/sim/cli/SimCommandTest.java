package io.apexkv.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.oracle.Checks;
import io.apexkv.sim.plan.Planner;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SimCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new SimCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void oneSeedPrintsItsPlanItsVerdictAndItsHash() {
    assertEquals(0, run("--seed", "5"), out::toString);
    String text = out.toString();
    assertTrue(text.startsWith("seed: 5\n"), text);
    assertTrue(text.contains("trace hash: ") && text.contains("verdict: passed"), text);
  }

  @Test
  void oneSeedBecomesAPage(@TempDir Path folder) throws Exception {
    Path page = folder.resolve("seed.html");
    assertEquals(0, run("--seed", "5", "--html", page.toString()), out::toString);
    assertTrue(err.toString().contains("page: " + page), err::toString);
    String html = Files.readString(page);
    assertTrue(html.startsWith("<!doctype html>"), html.substring(0, 40));
    assertTrue(html.contains("\"title\":\"Seed 5\"") && html.contains("function drawLanes"));
    assertFalse(html.contains("://"), "nothing is loaded from anywhere");
  }

  @Test
  void aSeedOnAMutantFailsByItsOwnCheck(@TempDir Path folder) throws Exception {
    Path page = folder.resolve("mutant.html");
    assertEquals(1, run("--seed", "1", "--mutant", "10", "--html", page.toString()), err::toString);
    assertTrue(out.toString().contains("FAILED seed 1, check durability"), out::toString);
    assertTrue(Files.readString(page).contains("mutant 10 (ack-before-sync)"));
  }

  @Test
  void whatCanNotBecomeAPageIsRefusedBeforeAnythingRuns(@TempDir Path folder) {
    assertEquals(64, run("--seeds", "1..2", "--html", "x.html"));
    assertEquals(64, run("--seeds", "1..2", "--mutant", "10"));
    assertEquals(64, run("--seed", "1", "--mutant", "nobody"));
    assertEquals(64, run("--seed", "1", "--mutant", "10", "--json"));
    assertEquals(64, run("--seed", "1", "--html", folder.resolve("no/x.html").toString()));
    assertEquals(64, run("--seed", "1", "--html", folder.toString()));
    assertTrue(err.toString().contains("found no folder"), err::toString);
    assertTrue(err.toString().contains("expected one of 1 (vote-before-durable)"), err::toString);
    assertEquals("", out.toString());
  }

  @Test
  void aCampaignPrintsItsSums() {
    assertEquals(0, run("--seeds", "5..6", "--jobs", "1"), out::toString);
    String text = out.toString();
    assertTrue(text.contains("2 seeds in ") && text.contains("verdict: passed"), text);
    assertTrue(text.contains("leader changes: "), text);
    assertTrue(text.contains("determinism: 1 seeds were run twice"), text);
  }

  @Test
  void aCampaignAsJsonIsOneObject() {
    assertEquals(0, run("--seeds", "5..5", "--json"), out::toString);
    String text = out.toString();
    assertTrue(text.startsWith("{\"seeds\":1,\"passed\":true,"), text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5..", "..5", "9..5", "a..b", "5...9"})
  void aRangeThatIsNoneIsAMistakeOfTheUser(String range) {
    assertEquals(64, run("--seeds", range));
    assertTrue(err.toString().contains("expected A..B"), err::toString);
  }

  @Test
  void eitherSeedsOrASeedMustBeGiven() {
    assertEquals(64, run());
    assertEquals(64, run("--seed", "1", "--seeds", "1..2"));
    assertEquals(64, run("--seeds", "1..2", "--jobs", "0"));
  }

  @Test
  void aSeedThatPassesLeavesNothingToShrink() {
    assertEquals(0, run("--seed", "5", "--shrink"), out::toString);
    assertTrue(out.toString().contains("seed 5 passes: there is nothing to shrink"), out::toString);
  }

  @Test
  void shrinkingNeedsASeedAndBoundsThatMakeSense() {
    assertEquals(64, run("--seeds", "5..6", "--shrink"));
    assertEquals(64, run("--seed", "5", "--shrink", "--shrink-seconds", "0"));
    assertTrue(err.toString().contains("--shrink-seconds is 0, expected 1 to"), err::toString);
    assertEquals(64, run("--seed", "5", "--shrink", "--shrink-runs", "0"));
  }

  @Test
  void aScenarioRunsAsItsPlanSays(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("short.scenario");
    Files.writeString(file, "# A short life.\nsafety 500ms\nliveness 200ms\n");
    assertEquals(0, run("--scenario", file.toString()), out::toString);
    assertTrue(out.toString().contains("verdict: passed"), out::toString);
  }

  @Test
  void aScenarioThatIsNotUnderstoodIsAMistakeOfTheUser(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("wrong.scenario");
    Files.writeString(file, "# Wrong.\nnodes many\n");
    assertEquals(64, run("--scenario", file.toString()));
    assertTrue(err.toString().contains("wrong.scenario:2: found 'many'"), err::toString);
    Files.writeString(file, "# A script.\nstart all\n");
    assertEquals(64, run("--scenario", file.toString()));
    assertTrue(err.toString().contains("./apex scenario runs scripts"), err::toString);
    assertEquals(64, run("--scenario", folder.resolve("none").toString()));
    assertTrue(err.toString().contains("expected a file that can be read"), err::toString);
  }

  @Test
  void aSeedThatIsNoNumberIsAMistakeOfTheUser() {
    assertEquals(64, run("--seed", "x"));
    assertTrue(err.toString().contains("--seed is 'x', expected a whole number"), err::toString);
  }

  @Test
  void aCheckThatDoesNotExistIsRefusedWithTheNamesOfThoseThatDo() {
    assertEquals(64, run("--seed", "5", "--without-check", "nope"));
    for (String name : Checks.NAMES) {
      assertTrue(err.toString().contains(name), err::toString);
    }
    assertEquals("", out.toString());
  }

  @Test
  void theHelpListsTheChecksAndTheExitCodes() {
    assertEquals(0, run("--help"));
    String text = out.toString();
    for (String name : Checks.NAMES) {
      assertTrue(text.contains(name), text);
    }
    assertTrue(text.contains("Exit codes:") && text.contains("  ./apex sim --seed 42"), text);
  }

  @Test
  void thePlanHasUnitsAndNoNamesOfJava() {
    String plan = Planner.plan(5).print();
    assertTrue(plan.contains("limits:\n") && plan.contains("shapes:\n"), plan);
    assertFalse(plan.contains("[") || plan.contains("Nanos") || plan.contains("Bytes"), plan);
  }
}
