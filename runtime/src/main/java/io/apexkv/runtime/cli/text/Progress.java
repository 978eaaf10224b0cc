package io.apexkv.runtime.cli.text;

import io.apexkv.sim.cli.StatusLine;
import java.io.PrintWriter;

/**
 * One line on standard error that says what is waited for. If that is a terminal the line moves;
 * elsewhere each new text is a line, without the seconds, so that a log stays short.
 */
public final class Progress implements AutoCloseable {

  private static final int LONGEST = 110;

  private final PrintWriter writer;
  private final StatusLine line;
  private final long beganNanos = System.nanoTime();
  private String shown = "";

  /** Progress on a screen; nothing is shown before the first {@link #show}. */
  public Progress(Screen screen) {
    writer = screen.err();
    line = new StatusLine(writer);
  }

  /** Whether the line moves, so that it may be shown often. */
  public boolean moves() {
    return line.moves();
  }

  /** Shows a text in place of the one before. */
  public void show(String text) {
    String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
    if (line.moves()) {
      line.show(cut + ", " + elapsedSeconds() + " s");
    } else if (!cut.equals(shown)) {
      writer.println(cut);
      writer.flush();
    }
    shown = cut;
  }

  /** Says something that stays, on a line of its own. */
  public void say(String text) {
    line.erase();
    writer.println(text);
    writer.flush();
  }

  /** Seconds since it began. */
  public long elapsedSeconds() {
    return (System.nanoTime() - beganNanos) / 1_000_000_000L;
  }

  /** Takes a moving line away, so that what follows stands in its place. */
  @Override
  public void close() {
    line.erase();
  }
}
