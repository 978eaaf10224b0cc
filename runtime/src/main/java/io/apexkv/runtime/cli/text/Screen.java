package io.apexkv.runtime.cli.text;

import java.io.Console;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Where a command's output goes.
 *
 * @param out for what was asked for
 * @param err for complaints and progress
 * @param watched whether a person at a terminal reads and types, so that a line may move and a
 *     question may be asked
 * @param colour whether {@code out} may carry escape sequences: it is a terminal, and NO_COLOR is
 *     not set
 */
public record Screen(PrintWriter out, PrintWriter err, boolean watched, boolean colour) {

  /** The screen of a command that picocli runs. */
  public static Screen of(CommandSpec command) {
    CommandLine line = command.commandLine();
    Console console = System.console();
    return new Screen(
        line.getOut(),
        line.getErr(),
        console != null && console.isTerminal(),
        line.getColorScheme().ansi().enabled());
  }

  /** The text in a style, if this screen shows any. */
  public String paint(Style style, String text) {
    return style.paint(text, colour);
  }

  /** Writes a line of what was asked for. */
  public void say(String line) {
    out.println(line);
  }

  /** Writes a line that asks for attention, without ending the command. */
  public void warn(String line) {
    out.flush();
    err.println(paint(Style.WARNING, line));
    err.flush();
  }
}
