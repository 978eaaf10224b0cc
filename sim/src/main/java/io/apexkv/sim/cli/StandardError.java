package io.apexkv.sim.cli;

/**
 * What standard error is, where progress and complaints go. It says nothing about standard output,
 * and that nothing about it: either may be a file while the other is a terminal.
 */
public final class StandardError {

  /** Set by the launcher, which sees what the stream is; without it there is no terminal. */
  private static final String TERMINAL = "apex.errTerminal";

  private static final String COLOUR = "apex.errColour";

  private StandardError() {}

  /** Whether it is a terminal, so that a line may be drawn again in its place. */
  public static boolean isTerminal() {
    return Boolean.getBoolean(TERMINAL);
  }

  /** Whether it may be coloured: it is a terminal, and NO_COLOR is not set. */
  public static boolean hasColour() {
    return Boolean.getBoolean(COLOUR);
  }
}
