package io.apexkv.runtime.cli.text;

import java.io.Console;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command's output goes. What is known of standard output is here; what is known of
 * standard error, which may be a terminal while the other is a file, is {@link
 * io.apexkv.sim.cli.StandardError}.
 *
 * @param out for what was asked for
 * @param err for complaints and progress
 * @param terminal whether {@code out} is a terminal: a line may move, and control characters must
 *     not get there
 * @param colour whether {@code out} may carry escape sequences: it is a terminal, and NO_COLOR is
 *     not set
 */
public record Screen(PrintWriter out, PrintWriter err, boolean terminal, boolean colour) {

  /** Set by the launcher, which sees what standard output is. */
  static final String TERMINAL = "apex.terminal";

  /** The screen of a command that picocli runs. */
  public static Screen of(CommandSpec command) {
    CommandLine line = command.commandLine();
    return new Screen(
        line.getOut(),
        line.getErr(),
        Boolean.getBoolean(TERMINAL),
        line.getColorScheme().ansi().enabled());
  }

  /** Whether a person is there who can be asked: both input and output are a terminal. */
  public boolean canAsk() {
    Console console = System.console();
    return terminal && console != null && console.isTerminal();
  }

  /** Asks a person, and answers what they typed; empty without one. */
  public String ask(String question) {
    Console console = System.console();
    if (console == null) {
      return "";
    }
    out.print(question);
    out.flush();
    String answer = console.readLine();
    return answer == null ? "" : answer.strip();
  }

  /** The text in a style, if this screen shows any. */
  public String paint(Style style, String text) {
    return style.paint(text, colour);
  }

  /** Writes a line of what was asked for. */
  public void say(String line) {
    out.println(line);
  }
}
