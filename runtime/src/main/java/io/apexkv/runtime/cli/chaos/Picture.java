package io.apexkv.runtime.cli.chaos;

import io.apexkv.runtime.cli.local.TrialSnapshot;
import io.apexkv.runtime.cli.local.TrialSnapshot.State;
import io.apexkv.runtime.cli.text.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One frame of the demo: writes a second over the last seconds, where the blows fell, how the nodes
 * are, and what happened.
 *
 * @param width columns of the terminal
 * @param colour whether lines may carry escape sequences
 * @param fine whether the terminal shows more than ASCII
 */
record Picture(int width, boolean colour, boolean fine) {

  /** Writes are counted, and blows are shown, in columns of this time. */
  static final long COLUMN_NANOS = 100_000_000;

  private static final int ROWS = 6;
  private static final int STORY_LINES = 6;
  private static final int AXIS = 8; // what stands left of the bars
  private static final int LEAST_COLUMNS = 20;
  private static final int COLUMNS_A_LABEL = 10;
  private static final long COLUMNS_A_SECOND = 1_000_000_000 / COLUMN_NANOS;

  /**
   * What a frame shows.
   *
   * @param elapsedNanos since the clients began
   * @param full writes a second that fill the picture
   * @param headline what is going on
   * @param footer what counts
   */
  record Scene(
      long beganNanos,
      long elapsedNanos,
      long full,
      FailoverMeter meter,
      TrialSnapshot cluster,
      List<String> story,
      String headline,
      String footer) {}

  /** The lines of a frame; always the same number, each at most as wide as the terminal. */
  List<String> lines(Scene scene) {
    int columns = Math.max(LEAST_COLUMNS, width - AXIS - 2);
    long last = Math.max(columns, scene.elapsedNanos() / COLUMN_NANOS);
    long first = last - columns;
    List<String> lines = new ArrayList<>();
    lines.add(paint(Style.BOLD, cut(scene.headline())));
    lines.add("");
    bars(scene, first, columns, lines);
    lines.add(" ".repeat(AXIS) + labels(first, columns));
    lines.add(" ".repeat(AXIS) + paint(Style.BAD, marks(scene, first, columns)));
    for (int node = 1; node <= scene.cluster().nodes().size(); node++) {
      lines.add("  node " + node + "  " + state(scene.cluster().of(node)));
    }
    lines.add("");
    List<String> story = scene.story();
    List<String> tail = story.subList(Math.max(0, story.size() - STORY_LINES), story.size());
    tail.forEach(line -> lines.add("  " + cut(line)));
    for (int i = tail.size(); i < STORY_LINES; i++) {
      lines.add("");
    }
    lines.add("");
    lines.add("  " + paint(Style.BOLD, cut(scene.footer())));
    return lines;
  }

  private void bars(Scene scene, long first, int columns, List<String> lines) {
    long[] rates = new long[columns];
    for (int column = 0; column < columns; column++) {
      long from = scene.beganNanos() + (first + column) * COLUMN_NANOS;
      rates[column] = COLUMNS_A_SECOND * scene.meter().writesBetween(from, from + COLUMN_NANOS);
    }
    List<String> bars = Bars.lines(rates, scene.full(), ROWS, fine);
    for (int row = 0; row < ROWS; row++) {
      String label =
          switch (row) {
            case 0 -> String.format(Locale.ROOT, "%,d", scene.full());
            case 1 -> "writes";
            case 2 -> "a sec.";
            default -> row == ROWS - 1 ? "0" : "";
          };
      lines.add(
          " ".repeat(AXIS - 2 - label.length())
              + paint(Style.DIM, label)
              + "  "
              + paint(Style.GOOD, bars.get(row).stripTrailing()));
    }
  }

  /** Seconds, below the column that begins each. */
  private static String labels(long first, int columns) {
    char[] line = blanks(columns);
    for (int column = 0; column < columns; column++) {
      if ((first + column) % COLUMNS_A_LABEL == 0) {
        String label = (first + column) / COLUMNS_A_SECOND + "s";
        if (column + label.length() <= columns) {
          label.getChars(0, label.length(), line, column);
        }
      }
    }
    return new String(line).stripTrailing();
  }

  /** What was done, below the moment when. */
  private static String marks(Scene scene, long first, int columns) {
    char[] line = blanks(columns);
    for (Blow blow : scene.meter().blows()) {
      long column = (blow.atNanos() - scene.beganNanos()) / COLUMN_NANOS - first;
      String mark = "^" + (blow.kind().isPause() ? "pause" : "kill -9");
      for (int i = 0; i < mark.length() && column >= 0 && column + i < columns; i++) {
        line[(int) column + i] = mark.charAt(i);
      }
    }
    return new String(line).stripTrailing();
  }

  private static char[] blanks(int count) {
    char[] blanks = new char[count];
    Arrays.fill(blanks, ' ');
    return blanks;
  }

  private String state(State state) {
    return switch (state) {
      case LEADER -> paint(Style.GOOD, "leader");
      case FOLLOWER -> "follower";
      case STARTING -> paint(Style.WARNING, "starting: it reads its log");
      case PAUSED -> paint(Style.WARNING, "paused");
      case DOWN -> paint(Style.BAD, "dead");
    };
  }

  private String cut(String text) {
    int room = Math.max(LEAST_COLUMNS, width - 3);
    return text.length() <= room ? text : text.substring(0, room);
  }

  private String paint(Style style, String text) {
    return style.paint(text, colour);
  }
}
