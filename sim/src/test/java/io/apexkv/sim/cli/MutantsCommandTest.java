package io.apexkv.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.mutants.Kill;
import io.apexkv.sim.mutants.Mutant;
import io.apexkv.sim.mutants.Mutants;
import io.apexkv.sim.mutants.Ranges;
import io.apexkv.sim.mutants.SeedResult;
import io.apexkv.sim.mutants.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class MutantsCommandTest {

  private static final Optional<SeedResult> KILLER =
      Optional.of(new SeedResult(7, "durability", "an entry is lost", 0));
  private static final Optional<SeedResult> HARM =
      Optional.of(new SeedResult(3, "convergence", "nobody leads", 0));

  private static final MutantsCommand.Hunter NOBODY =
      (mutant, ranges, jobs, progress) -> {
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

  private static Verdict verdict(Mutant mutant, Ranges ranges) {
    return verdict(mutant, ranges, KILLER, Optional.empty(), Optional.empty());
  }

  private static Verdict verdict(
      Mutant mutant,
      Ranges ranges,
      Optional<SeedResult> killer,
      Optional<SeedResult> sick,
      Optional<SeedResult> harm) {
    List<Kill> kills = new ArrayList<>();
    for (int range = 0; range < ranges.count(); range++) {
      long first = ranges.first(range);
      Optional<SeedResult> here =
          killer.map(
              each ->
                  new SeedResult(
                      first + each.seed() - 1, mutant.checker().check(), each.message(), 0));
      kills.add(new Kill(first, ranges.last(range), here, 2, sick, 1_240_000_000L));
    }
    Optional<SeedResult> scenario =
        mutant.scenario().map(name -> new SeedResult(0, mutant.checker().check(), "as told", 0));
    return new Verdict(mutant, kills, 50, harm, scenario);
  }

  @Test
  void allKilledIsZeroAndARowEach() {
    assertEquals(0, run((mutant, ranges, jobs, progress) -> verdict(mutant, ranges)));
    List<String> lines = out.toString().lines().toList();
    int all = Mutants.ALL.size();
    assertEquals(all + 2, lines.size());
    String row =
        lines.stream().filter(line -> line.contains("ack-before-sync")).toList().getFirst();
    assertTrue(
        row.matches(" +10  ack-before-sync +C L +durability +7 +1\\.2  - +yes +50 pass"), row);
    assertEquals(
        all
            + " of "
            + all
            + " killed by seeds, "
            + all
            + " of "
            + all
            + " pass with their faults off",
        lines.getLast());
  }

  @Test
  void severalRangesShowTheirMedianFewestAndMost() {
    assertEquals(
        0, run((mutant, ranges, jobs, progress) -> verdict(mutant, ranges), "10", "--ranges=3"));
    assertTrue(out.toString().contains(" 7 (7..7) "), out.toString());
  }

  @Test
  void aSurvivorIsOneAndItsRowSaysSo() {
    assertEquals(
        1,
        run(
            (mutant, ranges, jobs, progress) ->
                verdict(mutant, ranges, Optional.empty(), Optional.empty(), Optional.empty()),
            "27",
            "--seeds",
            "12"));
    assertTrue(out.toString().contains(" 12+ "), out.toString());
    assertTrue(out.toString().contains("survived seeds 1..12; 2 of them ended"), out.toString());
    assertTrue(out.toString().contains("0 of 1 killed"), out.toString());
  }

  /** A mutant that survives its seeds, and whose scenario ends as told. */
  private static MutantsCommand.Hunter survivor(boolean rare, boolean diesInScenario) {
    return (mutant, ranges, jobs, progress) -> {
      Mutant told = mutant.alsoIn("figure-8");
      Verdict seeds =
          verdict(
              rare ? told.rareSince("It takes <three> elections.") : told,
              ranges,
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      String check = diesInScenario ? mutant.checker().check() : "";
      return new Verdict(
          seeds.mutant(),
          seeds.kills(),
          50,
          Optional.empty(),
          Optional.of(new SeedResult(0, check, "as told", 0)));
    };
  }

  @Test
  void aRareMutantThatItsScenarioKillsIsCountedApartAndIsZero() {
    assertEquals(0, run(survivor(true, true), "10"));
    assertTrue(out.toString().contains(" 200+ "), out.toString());
    assertTrue(out.toString().contains("dies      scenario  50 pass"), out.toString());
    assertTrue(out.toString().contains("rare: It takes <three> elections."), out.toString());
    assertTrue(
        out.toString().contains("0 of 1 killed by seeds, 1 by their directed scenarios, 1 of 1"),
        out.toString());
  }

  @Test
  void aRareMutantThatLivesInItsScenarioIsOne() {
    assertEquals(1, run(survivor(true, false), "10"));
    assertTrue(out.toString().contains("LIVES     NO "), out.toString());
    assertTrue(out.toString().contains("0 of 1 killed by seeds, 1 of 1 pass"), out.toString());
  }

  @Test
  void aSurvivorThatIsNotDeclaredRareIsOneThoughItsScenarioKillsIt() {
    assertEquals(1, run(survivor(false, true), "10"));
    assertTrue(out.toString().contains("dies      NO "), out.toString());
    assertTrue(out.toString().contains("0 of 1 killed by seeds, 1 of 1 pass"), out.toString());
  }

  @Test
  void documentAndPageTellAKillByScenarioFromOneBySeeds(@TempDir Path directory) throws Exception {
    Path page = directory.resolve("kills.html");
    Path document = directory.resolve("kills.json");
    String html = page.toString();
    assertEquals(0, run(survivor(true, true), "10", "--html", html, "--json", document.toString()));
    String shown = Files.readString(page);
    assertTrue(shown.contains("<td class=\"cell told\"><b>200+</b></td>"), shown);
    assertTrue(shown.contains("<p>Rare: It takes &lt;three&gt; elections.</p>"), shown);
    assertTrue(shown.contains("0 of 1 killed by seeds, 1 by their directed scenarios"), shown);
    String written = Files.readString(document);
    assertTrue(
        written.contains(
            "\"killed\":true,\"killedBySeeds\":false,\"rare\":\"It takes <three> elections.\""),
        written);
  }

  @Test
  void aKillThatTheKernelItselfWouldDieOfIsNone() {
    assertEquals(
        1,
        run(
            (mutant, ranges, jobs, progress) ->
                verdict(mutant, ranges, KILLER, KILLER, Optional.empty()),
            "27"));
    assertTrue(out.toString().contains("seed 7 fails without the bug too"), out.toString());
  }

  @Test
  void aMutantThatFailsWithItsFaultsOffIsOne() {
    assertEquals(
        1,
        run(
            (mutant, ranges, jobs, progress) ->
                verdict(mutant, ranges, KILLER, Optional.empty(), HARM),
            "sessions-dropped"));
    assertTrue(
        out.toString().contains("with its faults off, seed 3 fails convergence: nobody leads"),
        out.toString());
  }

  @Test
  void aQuickLookIsOneRangeAndASavedMatrixTen(@TempDir Path directory) {
    List<Ranges> asked = new ArrayList<>();
    MutantsCommand.Hunter hunter =
        (mutant, ranges, jobs, progress) -> {
          asked.add(ranges);
          return verdict(mutant, ranges);
        };
    run(hunter, "10");
    run(hunter, "10", "--html", directory.resolve("kills.html").toString());
    run(hunter, "10", "--json", "-");
    run(hunter, "10", "--json=-", "--ranges=2", "--seeds=9");
    assertEquals(
        List.of(new Ranges(1, 200), new Ranges(10, 200), new Ranges(10, 200), new Ranges(2, 9)),
        asked);
    assertEquals("", err.toString());
  }

  @Test
  void theJsonDocumentHasEveryRangesKillAndUnderWhatItWasMade(@TempDir Path directory)
      throws Exception {
    Path file = directory.resolve("kills.json");
    assertEquals(
        0,
        run(
            (mutant, ranges, jobs, progress) -> verdict(mutant, ranges),
            "10",
            "--ranges=2",
            "--json",
            file.toString()));
    assertTrue(out.toString().contains("ack-before-sync"), "the table is printed all the same");
    String text = Files.readString(file).strip();
    for (String part :
        List.of(
            "\"ranges\":2,\"seedsPerRange\":200,\"result\":\"1 of 1 killed",
            "\"number\":10,\"name\":\"ack-before-sync\"",
            "\"medianSeeds\":7",
            "\"firstSeed\":1001,\"lastSeed\":1200,\"seeds\":7",
            "\"killer\":{\"seed\":1007,\"check\":\"durability\",\"message\":\"an entry",
            "\"seedsWithFaultsOff\":50,\"passesWithFaultsOff\":true}]}")) {
      assertTrue(text.contains(part), part + " is not in " + text);
    }
    assertTrue(text.matches("(?s)\\{\"version\":\".+\"commit\":\".+\"java\":\".+"), text);
  }

  @Test
  void jsonOnStandardOutputIsTheOnlyOutput() {
    assertEquals(
        0, run((mutant, ranges, jobs, progress) -> verdict(mutant, ranges), "10", "--json=-"));
    assertEquals(1, out.toString().lines().count(), out.toString());
    assertTrue(out.toString().startsWith("{\"version\""), out.toString());
  }

  @Test
  void thePageIsWholeShowsMedianAndRangesAndNeedsNothingElse(@TempDir Path directory)
      throws Exception {
    Path file = directory.resolve("kills.html");
    assertEquals(
        1,
        run(
            (mutant, ranges, jobs, progress) ->
                mutant.number() == 27
                    ? verdict(
                        mutant, ranges, Optional.empty(), Optional.empty(), Optional.of(HARM.get()))
                    : verdict(mutant, ranges),
            "10",
            "27",
            "--ranges=3",
            "--html",
            file.toString()));
    String page = Files.readString(file);
    assertTrue(page.startsWith("<!DOCTYPE html>") && page.endsWith("</html>\n"));
    assertTrue(page.contains("<td class=\"cell quick\"><b>7</b></td>"), page);
    assertTrue(page.contains("<td class=\"cell lives\"><b>200+</b></td>"), page);
    assertEquals(3, page.split("circle class=\"kill\"", -1).length - 1);
    assertEquals(3, page.split("circle class=\"lives\"", -1).length - 1);
    assertTrue(page.contains("convergence: nobody leads"), page);
    assertFalse(page.contains("http") || page.contains("src=") || page.contains("<script"), page);
  }

  @Test
  void seedsAndJobsReachTheHunt() {
    run(
        (mutant, ranges, jobs, progress) -> {
          assertEquals(new Ranges(1, 9), ranges);
          assertEquals(3, jobs);
          return verdict(mutant, ranges);
        },
        "--seeds=9",
        "--jobs=3");
    assertEquals("", err.toString());
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
    assertTrue(err.toString().contains("mutants with --scenario, expected one"), err::toString);
    Files.writeString(file, "# A script.\nstart all\n");
    assertEquals(64, run(NOBODY, "10", "--scenario", name));
    assertTrue(err.toString().contains("expected a plan; or ./apex scenario FILE"), err::toString);
  }

  @Test
  void wrongUseIsSixtyFourAndSaysWhatIsExpected(@TempDir Path directory) {
    assertEquals(64, run(NOBODY, "3"));
    String unknown = "found mutant '3', which is unknown, expected one of 1 (";
    assertTrue(err.toString().contains(unknown), err.toString());
    assertEquals(64, run(NOBODY, "1", "2", "--scenario", "s"));
    unknown = "found mutant '2', which is unknown";
    assertTrue(err.toString().contains(unknown), err.toString());
    assertEquals(64, run(NOBODY, "--seeds", "0"));
    assertEquals(64, run(NOBODY, "--ranges", "0"));
    assertEquals(64, run(NOBODY, "--seeds", "many"));
    assertEquals(64, run(NOBODY, "--jobs", "0"));
    assertEquals(64, run(NOBODY, "--fast"));
    assertEquals(64, run(NOBODY, "--html", directory.toString()));
    assertEquals(64, run(NOBODY, "--json", directory.resolve("no/such.json").toString()));
    assertTrue(err.toString().contains("such.json, expected a file in a folder"), err.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "27 --shrink --html x.html|found --html with --shrink, expected one of them",
        "27 --shrink --json x.json|found --json with --shrink, expected one of them",
        "27 --shrink --ranges 2|found --ranges with --shrink, expected one of them",
        "27 --shrink --scenario x|found --shrink with --scenario, expected one of them",
        "27 --scenario x --html x.html|found --html with --scenario, expected ./apex scenario FILE"
            + " --mutant NAME --html PAGE",
        "27 --scenario x --json x.json|found --json with --scenario, expected one of them",
        "27 --scenario x --seeds 7|found --seeds with --scenario, expected one of them",
        "27 --shrink-runs 7|found --shrink-runs alone, expected --shrink with it",
        "27 --shrink --shrink-seconds 0|found --shrink-seconds 0, expected 1 to 86400",
        "27 --scenario no-such-file|found no file no-such-file, expected a scenario's file",
      })
  void optionsThatWouldBeIgnoredAreRefused(String options, String answer) {
    assertEquals(64, run(NOBODY, options.split(" ")));
    assertTrue(err.toString().contains(answer), err::toString);
    assertEquals("", out.toString());
  }

  @Test
  void aMatrixThatCanNotBeSavedSaysWhereAndWhy(@TempDir Path directory) {
    Path file = directory.resolve("kills.html");
    MutantsCommand.Hunter takesTheFolderAway =
        (mutant, ranges, jobs, progress) -> {
          assertTrue(directory.toFile().delete());
          return verdict(mutant, ranges);
        };
    assertEquals(1, run(takesTheFolderAway, "10", "--ranges=1", "--html", file.toString()));
    String answer = file + " can't be written: its folder is not there";
    assertTrue(err.toString().contains(answer), err::toString);
  }
}
