package io.apexkv.runtime.cli.repl;

import io.apexkv.runtime.cli.text.Screen;
import io.apexkv.runtime.cli.text.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * A person at a terminal: lines with history (kept in the home directory), tab completion, and
 * mistakes that end nothing.
 */
final class Prompt {

  private static final String HISTORY = ".apexkv_history";

  private final Interpreter interpreter;
  private final Screen screen;

  Prompt(Interpreter interpreter, Screen screen) {
    this.interpreter = interpreter;
    this.screen = screen;
  }

  /** Reads and runs lines until EXIT or Ctrl-D. */
  void run(String greeting) throws IOException {
    screen.say(greeting);
    screen.out().flush();
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      LineReader reader = reader(terminal);
      String prompt = screen.paint(Style.BOLD, "apex>") + " ";
      boolean more = true;
      while (more) {
        try {
          more = runLine(reader.readLine(prompt));
        } catch (UserInterruptException cancelled) {
          // Ctrl-C takes back what was typed, no more.
        } catch (EndOfFileException end) {
          more = false;
        }
      }
    }
  }

  private boolean runLine(String line) throws IOException {
    try {
      return interpreter.run(Statement.parse(line));
    } catch (BadLine bad) {
      screen.say(screen.paint(Style.WARNING, bad.sentence()));
      screen.out().flush();
      return true;
    }
  }

  private static LineReader reader(Terminal terminal) {
    DefaultParser parser = new DefaultParser();
    parser.setEscapeChars(null); // what is escaped is for Words to say
    parser.setEofOnUnclosedQuote(false);
    return LineReaderBuilder.builder()
        .terminal(terminal)
        .appName("apex")
        .parser(parser)
        .completer((reader, line, candidates) -> complete(line, candidates))
        .variable(
            LineReader.HISTORY_FILE, Path.of(System.getProperty("user.home")).resolve(HISTORY))
        .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
        .option(LineReader.Option.CASE_INSENSITIVE, true)
        .build();
  }

  /** Offers commands, and words that a command understands. */
  static void complete(ParsedLine line, List<Candidate> candidates) {
    String first = line.words().isEmpty() ? "" : line.words().getFirst().toUpperCase(Locale.ROOT);
    if (line.wordIndex() == 0 || (line.wordIndex() == 1 && first.equals(Verb.HELP.name()))) {
      for (Verb verb : Verb.values()) {
        candidates.add(
            new Candidate(verb.name(), verb.name(), null, verb.summary, null, null, true));
      }
    } else if (line.wordIndex() == 2 && first.equals(Verb.CAS.name())) {
      candidates.add(
          new Candidate(
              Statement.ABSENT,
              Statement.ABSENT,
              null,
              "the key must not exist",
              null,
              null,
              true));
    }
  }
}
