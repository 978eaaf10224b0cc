package io.apexkv.sim.cli;

import io.apexkv.sim.shrink.Trials;
import java.io.PrintWriter;

/** A line that shows how far shrinking is, on a terminal only. */
final class ShrinkProgress implements Trials.Listener {

  private static final int BAR = 30;
  private static final String CLEAR_LINE = "\r\u001b[K";
  private static final long SECOND = 1_000_000_000L;

  private final PrintWriter terminal;
  private final Trials.Bounds bounds;
  private final boolean shown = System.console() != null && System.console().isTerminal();
  private final long startNanos = System.nanoTime();

  ShrinkProgress(PrintWriter terminal, Trials.Bounds bounds) {
    this.terminal = terminal;
    this.bounds = bounds;
  }

  long elapsedNanos() {
    return System.nanoTime() - startNanos;
  }

  /** The part of the bounds that is used up is what the bar shows: most often it ends earlier. */
  @Override
  public void tried(String pass, int runs, int lines) {
    if (shown) {
      long elapsed = Math.min(elapsedNanos(), bounds.nanos());
      int filled =
          (int)
              Math.min(
                  BAR, Math.max(BAR * elapsed / bounds.nanos(), BAR * (long) runs / bounds.runs()));
      terminal.print(
          CLEAR_LINE
              + "["
              + "#".repeat(filled)
              + "-".repeat(BAR - filled)
              + "] "
              + lines
              + " plan lines after "
              + runs
              + " runs, "
              + pass
              + ", at most "
              + (bounds.nanos() - elapsed + SECOND - 1) / SECOND
              + " s left");
      terminal.flush();
    }
  }

  void clear() {
    if (shown) {
      terminal.print(CLEAR_LINE);
      terminal.flush();
    }
  }
}
