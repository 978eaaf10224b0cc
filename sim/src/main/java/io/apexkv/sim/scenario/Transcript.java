package io.apexkv.sim.scenario;

import java.util.ArrayList;
import java.util.List;

/**
 * What happened in a scenario, as lines for people and for comparison. Times are in milliseconds,
 * so that a change by microseconds is no difference.
 */
final class Transcript {

  private static final int TIME_COLUMNS = 9;

  private final List<String> lines = new ArrayList<>();
  private String lastEvent = "";
  private int repeats;

  /** A step begins. */
  void step(String text) {
    endRepeats();
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add("> " + text);
  }

  /** Something happened; the same again, at once, is only counted. */
  void event(long timeNanos, String who, String what) {
    String event = who + " ".repeat(Math.max(1, 10 - who.length())) + what;
    if (event.equals(lastEvent)) {
      repeats++;
      return;
    }
    endRepeats();
    lastEvent = event;
    String time = timeNanos / 1_000_000 + " ms";
    lines.add(" ".repeat(Math.max(0, TIME_COLUMNS - time.length())) + time + "  " + event);
  }

  /** How something is at the end of a step. */
  void state(String what) {
    endRepeats();
    lines.add(" ".repeat(TIME_COLUMNS) + "  " + what);
  }

  private void endRepeats() {
    if (repeats > 0) {
      lines.add(" ".repeat(TIME_COLUMNS) + "  (" + repeats + " more like this)");
    }
    repeats = 0;
    lastEvent = "";
  }

  String text() {
    endRepeats();
    return String.join("\n", lines) + "\n";
  }
}
