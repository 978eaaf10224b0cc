package io.apexkv.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
            .contains("there is no scenario and no file 'figure-9'; 'apex scenario --list'"),
        err::toString);
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
