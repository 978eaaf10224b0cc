package io.apexkv.runtime.cli.repl;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StatementTest {

  @Test
  void commandsAreReadInAnyCase() throws BadLine {
    assertEquals(Verb.GET, operation("get a").verb());
    assertEquals(Verb.PUT, operation("Put a b").verb());
    assertEquals(Verb.DEL, operation("DEL a").verb());
    assertEquals(Verb.CAS, operation("cas a b c").verb());
    assertInstanceOf(Statement.Status.class, Statement.parse("describe"));
    assertInstanceOf(Statement.Exit.class, Statement.parse("quit"));
  }

  @Test
  void theKeyOfAnOperationIsToldInItsAnswer() throws BadLine {
    assertEquals("a b", operation("GET 'a b'").key());
  }

  @Test
  void emptyLinesAndCommentsAreNothing() throws BadLine {
    assertInstanceOf(Statement.Nothing.class, Statement.parse(""));
    assertInstanceOf(Statement.Nothing.class, Statement.parse("  # PUT a b"));
  }

  @Test
  void aWrongNumberOfWordsIsAnsweredByTheSynopsis() {
    assertTrue(complaint("GET").contains("expected: GET key."), complaint("GET"));
    assertTrue(complaint("PUT a b c").contains("stands in quotes"), complaint("PUT a b c"));
    assertTrue(complaint("PING now").contains("expected: PING."), complaint("PING now"));
  }

  @Test
  void anUnknownCommandIsAnsweredByAllThatThereAre() {
    String complaint = complaint("SET a b");
    assertTrue(complaint.contains("'SET'"), complaint);
    for (Verb verb : Verb.values()) {
      assertTrue(complaint.contains(verb.name()), complaint);
    }
  }

  @Test
  void keysAndValuesOutOfBoundsAreRefusedBeforeAnythingIsSent() {
    assertTrue(complaint("GET ''").contains("4096"), complaint("GET ''"));
    String key = "k".repeat(4097);
    assertTrue(complaint("PUT " + key + " v").contains("4097"), "the length is told");
    String value = "v".repeat((1 << 20) + 1);
    assertThrows(BadLine.class, () -> Statement.parse("PUT k " + value));
  }

  @Test
  void everyExampleOfTheHelpIsAStatement() throws BadLine {
    for (Verb verb : Verb.values()) {
      Statement.parse(verb.example);
      assertEquals(verb, Verb.of(verb.synopsis.split(" ", 2)[0]));
    }
  }

  private static Statement.Operation operation(String line) throws BadLine {
    return assertInstanceOf(Statement.Operation.class, Statement.parse(line));
  }

  private static String complaint(String line) {
    return assertThrows(BadLine.class, () -> Statement.parse(line)).sentence();
  }
}
