package io.apexkv.runtime.cli.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final StringWriter err = new StringWriter();

  /** A screen whose standard output is a terminal or not. */
  private Screen screen(boolean terminal) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return new Screen(nowhere, new PrintWriter(err), terminal, terminal);
  }

  @Test
  void inAFileEachTextIsALineThoughStandardOutputIsATerminal() {
    try (Progress progress = new Progress(screen(true))) {
      assertFalse(progress.moves());
      progress.show("starting");
      progress.show("starting");
      progress.show("checking");
    }
    assertEquals("starting\nchecking\n", err.toString().replace(System.lineSeparator(), "\n"));
  }

  @Test
  void onATerminalTheLineMovesThoughStandardOutputIsAFile() {
    System.setProperty("apex.errTerminal", "true");
    try (Progress progress = new Progress(screen(false))) {
      assertTrue(progress.moves());
      progress.show("starting");
      progress.say("etcd drops out");
      progress.show("measuring");
    } finally {
      System.clearProperty("apex.errTerminal");
    }
    assertTrue(err.toString().contains("starting, 0 s"), err::toString);
    String stays = "\r\u001b[Ketcd drops out" + System.lineSeparator();
    assertTrue(err.toString().contains(stays), "in place of the moving line: " + err);
    assertTrue(err.toString().endsWith("\r\u001b[K"), err::toString);
  }
}
