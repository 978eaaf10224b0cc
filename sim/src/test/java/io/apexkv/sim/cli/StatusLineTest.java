package io.apexkv.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StatusLineTest {

  private static final String ERASE = "\r\u001b[K";

  private final StringWriter err = new StringWriter();

  @Test
  void onATerminalEachTextTakesThePlaceOfTheOneBeforeAndNothingIsLeft() {
    StatusLine line = new StatusLine(new PrintWriter(err), true);
    line.show("one");
    line.show("two");
    line.erase();
    String shown = ERASE + "\u001b[?7l%s\u001b[?7h";
    assertEquals(shown.formatted("one") + shown.formatted("two") + ERASE, err.toString());
  }

  @Test
  void whatWasNeverShownIsNotErased() {
    StatusLine line = new StatusLine(new PrintWriter(err), true);
    line.erase();
    assertEquals("", err.toString());
    line.show("one");
    line.erase();
    err.getBuffer().setLength(0);
    line.erase();
    assertEquals("", err.toString());
  }

  @Test
  void elsewhereNothingIsDrawn() {
    StatusLine line = new StatusLine(new PrintWriter(err), false);
    line.show("one");
    line.erase();
    assertEquals("", err.toString());
  }

  @Test
  void theLauncherSaysWhatStandardErrorIs() {
    assertFalse(new StatusLine(new PrintWriter(err)).moves());
    System.setProperty("apex.errTerminal", "true");
    try {
      assertTrue(new StatusLine(new PrintWriter(err)).moves());
    } finally {
      System.clearProperty("apex.errTerminal");
    }
  }

  @Test
  void aBarIsFullWhenAllIsDoneAndNeverMoreThanThat() {
    assertEquals("[" + "-".repeat(30) + "] ", StatusLine.bar(0, 7));
    assertEquals("[" + "#".repeat(15) + "-".repeat(15) + "] ", StatusLine.bar(1, 2));
    assertEquals("[" + "#".repeat(30) + "] ", StatusLine.bar(7, 7));
    assertEquals("[" + "#".repeat(30) + "] ", StatusLine.bar(8, 7));
  }
}
