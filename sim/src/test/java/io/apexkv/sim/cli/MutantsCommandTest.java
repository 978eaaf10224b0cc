package io.apexkv.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.mutants.Kill;
import io.apexkv.sim.mutants.Mutant;
import io.apexkv.sim.mutants.Mutants;
import io.apexkv.sim.mutants.SeedResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class MutantsCommandTest {

  private static final Optional<SeedResult> KILLER =
      Optional.of(new SeedResult(7, "durability", "an entry is lost", 0));
  private static final Optional<SeedResult> HARM =
      Optional.of(new SeedResult(3, "convergence", "nobody leads", 0));

  private static final MutantsCommand.Hunter NOBODY =
      (mutant, last, jobs, progress) -> {
        throw new AssertionError("nothing is hunted");
      };

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(MutantsCommand.Hunter hunter, String... arguments) {
    return new CommandLine(new MutantsCommand(hunter))
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private static Kill kill(Mutant mutant, long lastSeed) {
    return kill(mutant, lastSeed, KILLER, true, Optional.empty());
  }

  private static Kill kill(
      Mutant mutant,
      long lastSeed,
      Optional<SeedResult> killer,
      boolean kernelPasses,
      Optional<SeedResult> harm) {
    return new Kill(mutant, 1, lastSeed, killer, kernelPasses, 2, 1_240_000_000L, 50, harm);
  }

  @Test
  void allKilledIsZeroAndARowEach() {
    assertEquals(0, run((mutant, last, jobs, progress) -> kill(mutant, last)));
    List<String> lines = out.toString().lines().toList();
    assertEquals(Mutants.ALL.size() + 2, lines.size());
    assertEquals(
        "    10  ack-before-sync       C L              durability             7      1.2  yes "
            + "    50 pass",
        lines.get(2));
    assertEquals(
        "4 of 4 killed by their own checker, 4 of 4 pass with their faults off", lines.getLast());
  }

  @Test
  void aSurvivorIsOneAndItsRowSaysSo() {
    assertEquals(
        1,
        run(
            (mutant, last, jobs, progress) ->
                kill(mutant, last, Optional.empty(), true, Optional.empty()),
            "27",
            "--seeds",
            "12"));
    assertTrue(out.toString().contains("survived seeds 1..12; 2 of them ended"), out.toString());
    assertTrue(out.toString().contains("0 of 1 killed"), out.toString());
  }

  @Test
  void aKillThatTheKernelItselfWouldDieOfIsNone() {
    assertEquals(
        1,
        run(
            (mutant, last, jobs, progress) -> kill(mutant, last, KILLER, false, Optional.empty()),
            "27"));
    assertTrue(out.toString().contains("seed 7 fails without the bug too"), out.toString());
  }

  @Test
  void aMutantThatFailsWithItsFaultsOffIsOne() {
    assertEquals(
        1,
        run(
            (mutant, last, jobs, progress) -> kill(mutant, last, KILLER, true, HARM),
            "sessions-dropped"));
    assertTrue(
        out.toString().contains("with its faults off, seed 3 fails convergence: nobody leads"),
        out.toString());
  }

  @Test
  void everyMutantGetsItsOwnBudgetUnlessOneIsGiven() {
    run(
        (mutant, last, jobs, progress) -> {
          assertEquals(mutant.seedBudget(), last);
          return kill(mutant, last);
        });
    run(
        (mutant, last, jobs, progress) -> {
          assertEquals(9, last);
          assertEquals(3, jobs);
          return kill(mutant, last);
        },
        "--seeds=9",
        "--jobs=3");
    assertEquals("", err.toString());
  }

  @Test
  void jsonIsOneObjectAMutant() {
    assertEquals(0, run((mutant, last, jobs, progress) -> kill(mutant, last), "10", "--json"));
    String line = out.toString().strip();
    assertTrue(line.startsWith("{\"number\":10,\"name\":\"ack-before-sync\""), line);
    assertTrue(line.contains("\"seeds\":7") && line.contains("\"killed\":true"), line);
    assertTrue(line.endsWith("\"seedsWithFaultsOff\":50}"), line);
  }

  @Test
  void aScenarioRunsOnTheMutantAndOnTheKernel(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("quiet.scenario");
    Files.writeString(file, "# Commits come before syncs.\nsafety 300ms\nliveness 0s\n");
    String name = file.toString();
    assertEquals(0, run(NOBODY, "10", "--scenario", name), err::toString);
    assertTrue(out.toString().contains("(ack-before-sync): fails the check durability at 0."));
    assertTrue(out.toString().contains("the kernel without the bug: passes"), out::toString);
    assertEquals(1, run(NOBODY, "36", "--scenario", name), "one that nothing provokes");
    assertTrue(out.toString().contains("(sessions-dropped): passes"), out::toString);
    assertEquals(64, run(NOBODY, "--scenario", name));
    assertTrue(err.toString().contains("expected one for --scenario"), err::toString);
  }

  @Test
  void wrongUseIsSixtyFourAndSaysWhatIsExpected() {
    assertEquals(64, run(NOBODY, "11"));
    assertTrue(err.toString().contains("found mutant '11', expected one of 1 ("), err.toString());
    assertEquals(64, run(NOBODY, "--seeds", "0"));
    assertEquals(64, run(NOBODY, "--seeds", "many"));
    assertEquals(64, run(NOBODY, "--jobs", "0"));
    assertEquals(64, run(NOBODY, "--fast"));
  }
}
