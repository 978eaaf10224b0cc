package io.apexkv.runtime.cli.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.client.core.ClientRequest;
import io.apexkv.client.core.Outcome;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.local.ClusterView;
import io.apexkv.runtime.cli.text.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;

class InterpreterTest {

  private final StringWriter out = new StringWriter();
  private final ArrayDeque<Outcome> outcomes = new ArrayDeque<>();

  @Test
  void everyOutcomeHasItsWordsAndItsExitCode() throws Exception {
    assertEquals("OK\n", run(0, new Outcome.Done(), "PUT a b"));
    assertEquals("(not found)\n", run(1, new Outcome.NotFound(), "GET a"));
    assertEquals("(not found)\n", run(1, new Outcome.NotFound(), "DEL a"));
    assertEquals(
        "(not swapped: the key does not hold what was expected)\n",
        run(1, new Outcome.CasFailed(), "CAS a b c"));
    assertEquals("PONG\n", run(0, new Outcome.Pong(), "PING"));
  }

  @Test
  void aFailedWriteIsSaidNotToBeAppliedAndAReadIsNot() throws Exception {
    Outcome failed = new Outcome.Failed("BUSY: try again");
    assertEquals("FAILED, not applied. BUSY: try again\n", run(1, failed, "PUT a b"));
    assertEquals("FAILED. BUSY: try again\n", run(1, failed, "GET a"));
    assertEquals("FAILED. BUSY: try again\n", run(1, failed, "PING"));
  }

  @Test
  void anUnknownOutcomeIsNeverCalledAFailure() throws Exception {
    Outcome unknown = new Outcome.Unknown("TIMEOUT: no answer");
    assertEquals(
        "UNKNOWN, it may or may not have been applied. TIMEOUT: no answer\n",
        run(2, unknown, "PUT a b"));
  }

  @Test
  void theWorstResultDecidesTheExitCode() throws Exception {
    Interpreter interpreter = interpreter(false, false);
    outcomes.addAll(
        List.of(new Outcome.Done(), new Outcome.Unknown("UNKNOWN: x"), new Outcome.NotFound()));
    interpreter.run(Statement.parse("PUT a b"));
    assertEquals(0, interpreter.worst().exitCode);
    interpreter.run(Statement.parse("PUT a b"));
    interpreter.run(Statement.parse("GET a"));
    assertEquals(2, interpreter.worst().exitCode);
  }

  @Test
  void jsonTellsTheOutcomeByItsWord() throws Exception {
    Interpreter interpreter = interpreter(true, false);
    outcomes.addAll(List.of(new Outcome.NotFound(), new Outcome.Failed("BUSY: no")));
    interpreter.run(Statement.parse("GET 'a \"b'"));
    interpreter.run(Statement.parse("PUT a b"));
    List<String> lines = out.toString().lines().toList();
    assertTrue(
        lines
            .get(0)
            .startsWith(
                "{\"command\":\"GET\",\"key\":\"a \\\"b\",\"outcome\":\"NOT_FOUND\",\"micros\":"),
        lines.get(0));
    assertTrue(
        lines.get(1).contains("\"outcome\":\"FAILED\",\"message\":\"BUSY: no\""), lines.get(1));
  }

  @Test
  void timesAreToldOnlyWhereTheyAreWanted() throws Exception {
    outcomes.add(new Outcome.Done());
    interpreter(false, true).run(Statement.parse("PUT a b"));
    assertTrue(out.toString().matches("OK {2}\\(\\d+\\.\\d\\d ms\\)\\R"), out.toString());
  }

  @Test
  void valuesAreShownAsTheyAreAndEscapedOnATerminal() {
    byte[] lines = "a\nb".getBytes(StandardCharsets.UTF_8);
    assertEquals("a\nb", OutcomeText.shown(lines, false));
    assertEquals("\"a\\nb\"", OutcomeText.shown(lines, true));
    byte[] noText = {'a', (byte) 0xff, '"', '\\'};
    assertEquals("\"a\\xff\\\"\\\\\"", OutcomeText.shown(noText, false));
    byte[] umlaut = "Zürich".getBytes(StandardCharsets.UTF_8);
    assertEquals("Zürich", OutcomeText.shown(umlaut, true));
  }

  @Test
  void exitIsTheLastStatement() throws Exception {
    assertFalse(interpreter(false, false).run(new Statement.Exit()));
    assertTrue(interpreter(false, false).run(new Statement.Nothing()));
    assertEquals("", out.toString());
  }

  @Test
  void aClusterThatDoesNotAnswerIsSaidSo() throws Exception {
    Interpreter interpreter = interpreter(false, false);
    interpreter.run(Statement.parse("STATUS"));
    assertEquals(1, interpreter.worst().exitCode);
    assertTrue(out.toString().contains("no node answers"), out.toString());
  }

  @Test
  void helpListsEveryCommand() throws Exception {
    interpreter(false, false).run(Statement.parse("HELP"));
    for (Verb verb : Verb.values()) {
      assertTrue(out.toString().contains(verb.synopsis), out.toString());
    }
  }

  /** Runs one statement, and checks the exit code. */
  private String run(int exitCode, Outcome outcome, String line) throws Exception {
    out.getBuffer().setLength(0);
    outcomes.add(outcome);
    Interpreter interpreter = interpreter(false, false);
    assertTrue(interpreter.run(Statement.parse(line)));
    assertEquals(exitCode, interpreter.worst().exitCode, line);
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  private Interpreter interpreter(boolean json, boolean timings) {
    PrintWriter writer = new PrintWriter(out, true);
    Screen screen = new Screen(writer, writer, false, false);
    Interpreter.Target target =
        new Interpreter.Target() {
          @Override
          public Outcome ask(ClientRequest request) {
            return outcomes.remove();
          }

          @Override
          public @Nullable String address() {
            return null;
          }

          @Override
          public @Nullable ClusterView view() {
            return null;
          }
        };
    return new Interpreter(target, screen, json, timings);
  }
}
