package io.apexkv.runtime.cli.text;

import java.io.PrintWriter;

/**
 * One line that says what is waited for. On a terminal it moves; elsewhere each new text is a line,
 * without the seconds, so that a log stays short.
 */
public final class Progress implements AutoCloseable {

  private static final String ERASE_LINE = "\r\u001b[K";
  private static final int LONGEST = 110;

  private final PrintWriter writer;
  private final boolean moves;
  private final long beganNanos = System.nanoTime();
  private String shown = "";

  /** Progress on a screen; nothing is shown before the first {@link #show}. */
  public Progress(Screen screen) {
    writer = screen.err();
    moves = screen.terminal();
  }

  /** Shows a text in place of the one before. */
  public void show(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    if (moves) {
      writer.print(ERASE_LINE + cut + ", " + elapsedSeconds() + " s");
    } else if (!cut.equals(shown)) {
      writer.println(cut);
    }
    shown = cut;
    writer.flush();
  }

  /** Seconds since it began. */
  public long elapsedSeconds() {
    return (System.nanoTime() - beganNanos) / 1_000_000_000L;
  }

  /** Takes a moving line away, so that what follows stands in its place. */
  @Override
  public void close() {
    if (moves && !shown.isEmpty()) {
      writer.print(ERASE_LINE);
      writer.flush();
    }
  }
}
