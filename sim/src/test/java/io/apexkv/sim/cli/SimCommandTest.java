package io.apexkv.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Host;
import io.apexkv.sim.oracle.Checks;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.run.Run;
import io.apexkv.sim.run.RunResult;
import io.apexkv.sim.run.Sabotage;
import io.apexkv.sim.scenario.ScenarioReader;
import io.apexkv.sim.world.Lateness;
import io.apexkv.sim.world.Subject;
import io.apexkv.sim.world.SubjectFactory;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SimCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return run(new SimCommand(), arguments);
  }

  private int run(SimCommand command, String... arguments) {
    return new CommandLine(command)
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
  void aPageThatCanNotBeWrittenIsRefusedBeforeAnythingRuns(@TempDir Path folder) {
    String missing = folder.resolve("no/x.html").toString();
    assertEquals(64, run("--seed", "1", "--html", missing));
    assertTrue(
        err.toString().contains("found --html " + missing + ", expected a file in a folder"));
    assertEquals(64, run("--seed", "1", "--html", folder.toString()));
    assertTrue(err.toString().contains(folder + ", a folder, expected a file"), err::toString);
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
  void aSeedThatPassesLeavesNothingToShrink(@TempDir Path folder) {
    SimCommand command = new SimCommand(KernelSubject.FACTORY, folder);
    assertEquals(0, run(command, "--seed", "5", "--shrink"), out::toString);
    assertTrue(out.toString().contains("seed 5 passes: there is nothing to shrink"), out::toString);
  }

  /** A kernel whose luck is of no seed: each boot has another one. */
  private static final class Leaky implements SubjectFactory {
    private long boots;

    @Override
    public byte[] format(Config config) {
      return KernelSubject.FACTORY.format(config);
    }

    @Override
    public Subject boot(Config config, long seed, Host host, Lateness lateness) {
      boots++;
      return KernelSubject.FACTORY.boot(config, seed + boots, host, lateness);
    }
  }

  @Test
  void aSeedThatFailsDeterminismOnlyIsNotShrunkAndTheAnswerSaysSo(@TempDir Path folder) {
    assertEquals(1, run(new SimCommand(new Leaky(), folder), "--seed", "5", "--shrink"));
    String answer =
        "seed 5 passes, but a second run of it differs: it fails the check determinism, and such"
            + " failures are not shrunk; where runs part is told by ./apex sim --seeds 5..5\n";
    assertTrue(out.toString().endsWith(answer), out::toString);
    SimCommand unchecked = new SimCommand(new Leaky(), folder);
    assertEquals(0, run(unchecked, "--seed", "5", "--shrink", "--without-check", "determinism"));
  }

  @Test
  void aSeedThatFailsIsShrunkToAScenarioThatFailsByTheSameCheck(@TempDir Path folder)
      throws IOException {
    SimCommand command = new SimCommand(Sabotage.FORGETFUL_DISK, folder);
    assertEquals(1, run(command, "--seed", "5", "--shrink"));
    String text = out.toString();
    assertTrue(text.contains("FAILED seed 5, check durability"), text);
    Path file = folder.resolve("seed-5.scenario");
    assertTrue(text.contains("written to " + file), text);
    assertTrue(text.contains("  replay: ./apex scenario " + file), text);
    assertTrue(text.contains("look:   ./apex scenario " + file + " --html " + file), text);
    assertTrue(text.contains("; nothing more can be left out"), text);
    String scenario = Files.readString(file);
    assertTrue(scenario.startsWith("# Shrunk from seed 5, which fails the check durability"));
    Plan plan = ScenarioReader.read("seed-5", scenario).plan();
    assertTrue(plan.faults().size() < Planner.plan(5).faults().size(), plan::print);
    RunResult.Failure failure = new Run(plan, Sabotage.FORGETFUL_DISK, Set.of()).run().failure();
    assertTrue(failure != null && failure.check().equals("durability"), () -> failure + "");
  }

  @Test
  void whereAScenarioCanNotBeWrittenNothingIsRunForIt(@TempDir Path folder) throws IOException {
    Files.createDirectory(folder.resolve("seed-5.scenario"));
    SimCommand command = new SimCommand(Sabotage.FORGETFUL_DISK, folder);
    assertEquals(64, run(command, "--seed", "5", "--shrink"));
    assertTrue(
        err.toString().contains("seed-5.scenario, a folder, expected a file"), err::toString);
    assertEquals(
        64,
        run(
            new SimCommand(KernelSubject.FACTORY, folder.resolve("no")),
            "--seed",
            "5",
            "--shrink"));
    assertTrue(err.toString().contains("there is no " + folder.resolve("no")), err::toString);
    assertEquals("", out.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seeds 5..6 --shrink|found --shrink with --seeds, expected one of them",
        "--seeds 5..6 --html x.html|found --html with --seeds, expected one of them",
        "--seeds 5..6 --mutant 10|found --mutant with --seeds, expected one of them",
        "--seed 5 --jobs 2|found --jobs with --seed, expected one of them",
        "--seed 5 --shrink --json|found --shrink with --json, expected one of them",
        "--seed 5 --mutant 10 --json|found --mutant with --json, expected one of them",
        "--seed 5 --mutant 10 --shrink|found --shrink with --mutant, expected ./apex mutants NAME"
            + " --shrink",
        "--seed 5 --mutant nobody|found mutant 'nobody', which is unknown, expected one of 1"
            + " (vote-",
        "--seed 5 --shrink-runs 7|found --shrink-runs alone, expected --shrink with it",
        "--seed 5 --shrink-seconds 7|found --shrink-seconds alone, expected --shrink with it",
        "--seed 5 --shrink --shrink-runs 0|found --shrink-runs 0, expected 1 or more",
        "--seed 5 --shrink --shrink-seconds 0|found --shrink-seconds 0, expected 1 to 86400",
        "--seeds 1..2 --jobs 0|found --jobs 0, expected 1 or more",
        "--seeds 1..99999999999999999999|found --seeds '1..99999999999999999999', where"
            + " 99999999999999999999 is too large, expected at most 9223372036854775807",
        "--seeds -99999999999999999999..1|is too small, expected at least -9223372036854775808",
        "--seeds -1..9223372036854775807|too many, expected at most 9223372036854775807 seeds",
        "--seed 9223372036854775808|9223372036854775808 is too large, expected at most",
        "--seed x|found --seed x, expected a whole number of 64 bits",
        "--seed 1 --seeds 1..2|found both --seeds A..B and --seed S, expected one of them",
        "--json|found neither --seeds A..B nor --seed S, expected one of them",
      })
  void whatMakesNoSenseIsRefusedBeforeAnythingIsPrinted(String options, String answer) {
    assertEquals(64, run(options.split(" ")));
    assertTrue(err.toString().contains(answer), err::toString);
    assertEquals("", out.toString());
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
  void theHelpsSentencesAreWrappedByTheTerminalAlone() {
    String help = new CommandLine(new SimCommand()).setUsageHelpWidth(300).getUsageMessage();
    assertTrue(help.contains("`./apex mutants` does: its own checker judges alone."), help);
    assertTrue(help.contains("A failure of determinism, which takes two runs to show, is not"));
    assertTrue(help.contains("--shrink has nothing to shrink then, and writes nothing."), help);
  }

  @Test
  void thePlanHasUnitsAndNoNamesOfJava() {
    String plan = Planner.plan(5).print();
    assertTrue(plan.contains("limits:\n") && plan.contains("shapes:\n"), plan);
    assertFalse(plan.contains("[") || plan.contains("Nanos") || plan.contains("Bytes"), plan);
  }
}
