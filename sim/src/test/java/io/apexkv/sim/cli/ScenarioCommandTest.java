package io.apexkv.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command is usable: results line up, wrong input gets an answer, traces are compared. */
final class ScenarioCommandTest {

  private static final String SHORT =
      "# A leader is elected. That is all.\n\nstart all\nawait leader\n";

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir private Path folder;

  private int run(String... arguments) {
    return new CommandLine(new ScenarioCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private String file(String text) throws IOException {
    return Files.writeString(folder.resolve("mine.scenario"), text).toString();
  }

  @Test
  void theListTellsNamesAndStories() {
    assertEquals(ScenarioCommand.ALL_GOOD, run("--list"));
    assertEquals(ScenarioFiles.names().size(), out.toString().lines().count());
    assertTrue(
        out.toString().contains("figure-7-logs                         When a leader comes to"),
        out::toString);
  }

  @Test
  void aScenarioInAFileIsRun() throws IOException {
    assertEquals(ScenarioCommand.ALL_GOOD, run(file(SHORT)));
    assertTrue(out.toString().contains("none     passed"), out::toString);
    assertTrue(out.toString().endsWith("1 of 1 scenarios went as they say\n"), out::toString);
  }

  @Test
  void aScenarioThatDoesNotGoAsItSaysTellsWhereAndFails() throws IOException {
    assertEquals(ScenarioCommand.SOME_BAD, run(file(SHORT + "expect no leader\n")));
    assertTrue(out.toString().contains("FAILED\n    line 5: expect no leader\n"), out::toString);
    assertTrue(out.toString().contains("    expectation: node 2 leads\n"), out::toString);
  }

  @Test
  void aTraceIsWrittenAndThenCompared() throws IOException {
    String file = file(SHORT);
    assertEquals(ScenarioCommand.ALL_GOOD, run(file, "--update"));
    Path trace = folder.resolve("mine.trace");
    String text = Files.readString(trace);
    assertTrue(text.startsWith("> start all\n"), text);
    assertEquals(ScenarioCommand.ALL_GOOD, run(file));
    assertTrue(out.toString().contains("same     passed"), out::toString);

    Files.writeString(trace, text.replace("leads term 1", "leads term 2"));
    assertEquals(ScenarioCommand.SOME_BAD, run(file));
    assertTrue(out.toString().contains("differs  passed"), out::toString);
    assertTrue(out.toString().contains("node 2    leads term 2, last index 1'"), out::toString);
    assertTrue(out.toString().contains("'--update' accepts what happens now"), out::toString);
  }

  @Test
  void theTraceOfAFailureIsNotMadeTheExpectedOne() throws IOException {
    assertEquals(ScenarioCommand.SOME_BAD, run(file(SHORT + "expect no leader\n"), "--update"));
    assertFalse(Files.exists(folder.resolve("mine.trace")));
  }

  @Test
  void aTraceIsPrintedOnRequest() throws IOException {
    assertEquals(ScenarioCommand.ALL_GOOD, run(file(SHORT), "--trace"));
    assertTrue(out.toString().startsWith("# mine\n> start all\n"), out::toString);
  }

  @Test
  void resultsAreAvailableAsJson() throws IOException {
    assertEquals(ScenarioCommand.SOME_BAD, run(file(SHORT + "expect no leader\n"), "--json"));
    String json = out.toString().replaceFirst("\"millis\":[0-9]+", "\"millis\":0");
    assertEquals(
        "[{\"scenario\":\"mine\",\"story\":\"A leader is elected.\",\"passed\":false,"
            + "\"trace\":\"none\",\"steps\":3,\"simulatedMillis\":150,\"millis\":0,"
            + "\"check\":\"expectation\",\"message\":\"node 2 leads\",\"line\":5}]\n",
        json);
  }

  @Test
  void aNameThatIsNeitherScenarioNorFileGetsAnAnswer() {
    assertEquals(ScenarioCommand.WRONG_USE, run("figure-9"));
    assertTrue(
        err.toString()
            .contains(
                "found 'figure-9', which is no scenario and no file, expected one of those that"
                    + " './apex scenario --list' prints, or a file"),
        err::toString);
  }

  @Test
  void aFileThatIsNoTextGetsAnAnswer() throws IOException {
    Path file = Files.write(folder.resolve("x.scenario"), new byte[] {'#', ' ', -1, -2, 0});
    assertEquals(ScenarioCommand.WRONG_USE, run(file.toString()));
    String answer = "found bytes in " + file + " that are no text in UTF-8, expected a scenario";
    assertTrue(err.toString().contains(answer), err::toString);
    assertEquals(ScenarioCommand.WRONG_USE, run(folder.toString()));
    assertTrue(err.toString().contains("found no file " + folder), err::toString);
  }

  @Test
  void settingsThatNoServerWouldStartWithGetAnAnswerWithTheirLine() throws IOException {
    String file = file("# A story.\nvalue 1MiB\nchunk 64B\nstart all\n");
    assertEquals(ScenarioCommand.WRONG_USE, run(file));
    assertTrue(err.toString().contains(file + ":2: found '1MiB', expected at most"), err::toString);
  }

  @Test
  void anUpdateSaysWhatItWroteAndLeavesAloneWhatIsTheSame() throws IOException {
    String file = file(SHORT);
    Path trace = folder.resolve("mine.trace");
    assertEquals(ScenarioCommand.ALL_GOOD, run(file, "--update"));
    assertEquals(
        "written: " + trace + "\n1 trace written, 0 were as expected already\n", err.toString());
    FileTime old = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(trace, old);
    assertEquals(ScenarioCommand.ALL_GOOD, run(file, "--update"));
    assertTrue(err.toString().endsWith("\n0 traces written, 1 were as expected already\n"));
    assertEquals(old, Files.getLastModifiedTime(trace), "the same text is not written again");
  }

  @Test
  void aTraceThatCanNotBeWrittenFails() throws IOException {
    String file = file(SHORT);
    Path inTheWay = folder.resolve("mine.trace");
    assertEquals(ScenarioCommand.ALL_GOOD, run(file));
    Files.createDirectory(inTheWay);
    assertEquals(ScenarioCommand.WRONG_USE, run(file, "--update"), "it can't be compared either");
    assertTrue(err.toString().contains(inTheWay + ", which can't be read"), err::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--list --update|found --update with --list, expected one of them",
        "--list --trace|found --trace with --list, expected one of them",
        "--list --json|found --json with --list, expected one of them",
        "--list --html x.html|found --html with --list, expected one of them",
        "--trace --json|found --json with --trace, expected one of them",
        "figure-7-logs --mutant 27 --json|found --json with --mutant, expected one of them",
        "figure-7-logs --mutant 27 --update|found --update with --mutant, expected one of them",
        "--update --without-check linearizable|found --update with --without-check",
        "--without-check luck|found --without-check luck, expected one of canonical-history,",
        "--mutant 27|scenarios with --mutant, expected one",
        "figure-7-logs --mutant nobody|found mutant 'nobody', which is unknown",
        "everything-at-once split-vote --html x.html|found 2 scenarios with --html, expected one",
        "split-vote --html x.html|found a script with --html, expected a plan; --trace tells what",
        "split-vote --html no/x.html|found --html no/x.html, expected a file in a folder that",
      })
  void whatMakesNoSenseIsRefusedBeforeAnythingRuns(String options, String answer) {
    assertEquals(ScenarioCommand.WRONG_USE, run(options.split(" ")));
    assertTrue(err.toString().contains(answer), err::toString);
    assertEquals("", out.toString());
  }

  @Test
  void aPlanInAFileBecomesAPage() throws IOException {
    String file = file("# A short life.\nsafety 500ms\nliveness 200ms\n");
    Path page = folder.resolve("mine.html");
    assertEquals(ScenarioCommand.ALL_GOOD, run(file, "--html", page.toString()), err::toString);
    assertTrue(out.toString().contains("none     passed"), out::toString);
    assertTrue(err.toString().contains("page: " + page), err::toString);
    String html = Files.readString(page);
    assertTrue(html.contains("\"title\":\"Scenario mine\""), html.substring(0, 400));
    assertTrue(html.contains("\"replay\":\"./apex scenario " + file));
  }

  @Test
  void aPlanOnAMutantFailsByItsOwnCheckAndBecomesAPage() throws IOException {
    String file = file("# Commits come before syncs.\nsafety 300ms\nliveness 0s\n");
    Path page = folder.resolve("mine.html");
    assertEquals(ScenarioCommand.SOME_BAD, run(file, "--mutant", "10", "--html", page.toString()));
    String failed = "FAILED scenario " + file + ", check durability\n  ";
    assertTrue(out.toString().contains(failed), out::toString);
    String html = Files.readString(page);
    assertTrue(html.contains("mutant 10 (ack-before-sync)"));
    assertTrue(html.contains("\"replay\":\"./apex scenario " + file + " --mutant 10\""));
  }

  /** The kernel on which mutant 31 stands is not the one that is: without it nothing is found. */
  @Test
  void aScriptOnAMutantIsJudgedByTheMutantsCheckAlone() {
    assertEquals(
        ScenarioCommand.SOME_BAD, run("time-is-sampled-after-the-bytes", "--mutant", "31"));
    String failed = "FAILED scenario time-is-sampled-after-the-bytes, check linearizable\n  ";
    assertTrue(out.toString().contains(failed), out::toString);
    assertEquals(ScenarioCommand.ALL_GOOD, run("rolling-restart", "--mutant", "31"));
    assertTrue(out.toString().endsWith("verdict: passed\n"), out::toString);
  }

  @Test
  void aCheckThatIsSwitchedOffDoesNotJudge() throws IOException {
    String file = file("# A short life.\nsafety 500ms\nliveness 200ms\n");
    assertEquals(ScenarioCommand.ALL_GOOD, run(file, "--without-check", "linearizable"));
  }

  @Test
  void aTextThatIsNotAScenarioGetsAnAnswer() throws IOException {
    String file = file("# A story.\nstart all\nawait leeder\n");
    assertEquals(ScenarioCommand.WRONG_USE, run(file));
    assertTrue(
        err.toString().contains(file + ":3: found 'leeder', expected a condition: leader, no"),
        err::toString);
  }
}
