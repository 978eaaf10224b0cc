package io.apexkv.sim.cli;

import io.apexkv.sim.shrink.Trials;
import java.io.PrintWriter;

/** A line that shows how far shrinking is, on a terminal only. */
final class ShrinkProgress implements Trials.Listener {

  private static final long SECOND = 1_000_000_000L;
  private static final int PERCENT = 100;

  private final StatusLine line;
  private final Trials.Bounds bounds;
  private final long startNanos = System.nanoTime();

  ShrinkProgress(PrintWriter err, Trials.Bounds bounds) {
    line = new StatusLine(err);
    this.bounds = bounds;
  }

  long elapsedNanos() {
    return System.nanoTime() - startNanos;
  }

  /** The part of the bounds that is used up is what the bar shows: most often it ends earlier. */
  @Override
  public void tried(String pass, int runs, int lines) {
    long elapsed = Math.min(elapsedNanos(), bounds.nanos());
    long percent =
        Math.max(PERCENT * elapsed / bounds.nanos(), PERCENT * (long) runs / bounds.runs());
    line.show(
        StatusLine.bar(percent, PERCENT)
            + lines
            + " plan lines after "
            + runs
            + " runs, "
            + pass
            + ", at most "
            + (bounds.nanos() - elapsed + SECOND - 1) / SECOND
            + " s left");
  }

  void clear() {
    line.erase();
  }
}
