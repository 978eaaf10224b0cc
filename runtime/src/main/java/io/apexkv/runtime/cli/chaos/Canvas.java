package io.apexkv.runtime.cli.chaos;

import io.apexkv.runtime.cli.text.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A part of the terminal that is drawn again and again in place. Used by one thread. */
final class Canvas implements AutoCloseable {

  private static final String HIDE_CURSOR = "\u001b[?25l";
  private static final String SHOW_CURSOR = "\u001b[?25h";
  private static final String ERASE_REST = "\u001b[K";
  private static final String ERASE_BELOW = "\u001b[J";
  private static final int USUAL_WIDTH = 80;

  private final PrintWriter out;
  private final Terminal terminal;
  private int drawn;

  /** Begins below what stands on the screen, which is a terminal. */
  Canvas(Screen screen) throws IOException {
    out = screen.out();
    terminal = TerminalBuilder.builder().system(true).dumb(true).build();
    out.print(HIDE_CURSOR);
  }

  /** Columns now; the user may change them at any time. */
  int width() {
    int width = terminal.getSize().getColumns();
    return width > 0 ? width : USUAL_WIDTH;
  }

  /** Whether the locale is one of UTF-8. */
  static boolean isUnicode(Map<String, String> environment) {
    for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
      String locale = environment.getOrDefault(name, "");
      if (!locale.isEmpty()) {
        return locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
      }
    }
    return false;
  }

  /** Draws lines in place of those before. */
  void draw(List<String> lines) {
    StringBuilder text = new StringBuilder();
    if (drawn > 0) {
      text.append("\u001b[").append(drawn).append("A\r");
    }
    for (String line : lines) {
      text.append(line).append(ERASE_REST).append('\n');
    }
    text.append(ERASE_BELOW);
    drawn = lines.size();
    out.print(text);
    out.flush();
  }

  /** Gives the cursor back; also when the command is ended from outside. */
  void showCursor() {
    out.print(SHOW_CURSOR);
    out.flush();
  }

  /** Gives the cursor back; what was drawn last stays. */
  @Override
  public void close() throws IOException {
    showCursor();
    terminal.close();
  }
}
