package io.apexkv.runtime.cli.chaos;

import java.util.ArrayList;
import java.util.List;

/** A bar chart of characters: a column for each number, 0 at the bottom. */
final class Bars {

  /** An eighth of a cell to a whole one. */
  private static final String EIGHTHS = "▁▂▃▄▅▆▇█";

  private Bars() {}

  /**
   * Draws a chart.
   *
   * @param numbers at least 0; negative ones are no bar at all, and no gap either
   * @param full the number whose bar has full height, at least 1
   * @param rows lines, at least 1
   * @param fine whether eighths of a cell may be drawn; else a cell is full or empty
   * @return lines from the top down
   */
  static List<String> lines(long[] numbers, long full, int rows, boolean fine) {
    List<String> lines = new ArrayList<>();
    for (int row = rows - 1; row >= 0; row--) {
      StringBuilder line = new StringBuilder();
      for (long number : numbers) {
        long eighths = Math.min(8L * rows, (8L * rows * Math.max(0, number) + full - 1) / full);
        long here = Math.clamp(eighths - 8L * row, 0, 8);
        line.append(fine ? fineCell((int) here) : here >= 4 ? '#' : ' ');
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static char fineCell(int eighths) {
    return eighths == 0 ? ' ' : EIGHTHS.charAt(eighths - 1);
  }
}
