package io.apexkv.sim.page;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a recorded history that tell what was done to the cluster. Checkers pass over them;
 * a page shows them above the clients.
 */
public final class NemesisLines {

  /**
   * One such line.
   *
   * @param line its number, from 1
   * @param kind what was done, a word
   * @param text the same with its details
   */
  public record Mark(int line, String kind, String text) {}

  /** Our own format, as {@link io.apexkv.sim.history.HistoryWriter#nemesis} writes it. */
  private static final Pattern JSON =
      Pattern.compile(
          "\"process\"\\s*:\\s*\"nemesis\".*?\"f\"\\s*:\\s*\"([^\"]*)\""
              + "(?:.*?\"value\"\\s*:\\s*\"([^\"]*)\")?");

  /** A map of EDN: {@code {:process :nemesis, :f :start, :value "x"}}. */
  private static final Pattern MAP =
      Pattern.compile(":nemesis\\b.*?:f\\s+:([\\w-]+)(?:.*?:value\\s+([^}]*))?");

  /** A line of Jepsen's log: {@code :nemesis :info :start nil}. */
  private static final Pattern LOG = Pattern.compile(":nemesis\\s+:info\\s+:([\\w-]+)\\s*(.*)");

  private NemesisLines() {}

  /** The marks in the lines of a file. */
  public static List<Mark> in(List<String> lines) {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      for (Pattern pattern : List.of(JSON, MAP, LOG)) {
        Matcher matcher = pattern.matcher(line);
        if (line.contains("nemesis") && matcher.find()) {
          String details = matcher.group(2) == null ? "" : " " + matcher.group(2).strip();
          marks.add(new Mark(i + 1, matcher.group(1), (matcher.group(1) + details).strip()));
          break;
        }
      }
    }
    return marks;
  }
}
