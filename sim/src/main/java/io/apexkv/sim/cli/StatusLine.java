package io.apexkv.sim.cli;

import java.io.PrintWriter;

/**
 * A line on standard error that is drawn again in its place, for a person who waits. Where standard
 * error is no terminal nothing is drawn, so that no control character gets into a file.
 */
public final class StatusLine {

  private static final String ERASE = "\r\u001b[K";

  /** What does not fit is cut off by the terminal: a line that wraps could not be erased. */
  private static final String DONT_WRAP = "\u001b[?7l";

  private static final String WRAP = "\u001b[?7h";

  private static final int BAR = 30;

  private final PrintWriter err;
  private final boolean moves;
  private boolean shown;

  /** A line on standard error, as the launcher saw it. */
  public StatusLine(PrintWriter err) {
    this(err, StandardError.isTerminal());
  }

  /**
   * @param moves whether {@code err} is a terminal
   */
  StatusLine(PrintWriter err, boolean moves) {
    this.err = err;
    this.moves = moves;
  }

  /** Whether it is drawn at all. */
  public boolean moves() {
    return moves;
  }

  /** Draws a text in place of the one before. */
  public void show(String text) {
    if (moves) {
      err.print(ERASE + DONT_WRAP + text + WRAP);
      err.flush();
      shown = true;
    }
  }

  /** Takes the line away, so that what follows stands in its place. */
  public void erase() {
    if (shown) {
      err.print(ERASE);
      err.flush();
      shown = false;
    }
  }

  /** A bar that says how much of it all is done. */
  static String bar(long done, long all) {
    int filled = (int) Math.min(BAR, BAR * done / all);
    return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] ";
  }
}
