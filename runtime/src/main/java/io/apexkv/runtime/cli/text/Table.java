package io.apexkv.runtime.cli.text;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows of cells in aligned columns: a headline, two spaces between columns, nothing at the ends of
 * lines. A column whose cells are all empty is left out, its headline too.
 */
public final class Table {

  private static final String GAP = "  ";

  private final List<Column> columns = new ArrayList<>();
  private final List<List<Cell>> rows = new ArrayList<>();

  private record Column(String name, boolean right) {}

  /** A text and how it looks. */
  public record Cell(String text, Style style) {

    /** A cell like its surroundings. */
    public static Cell of(String text) {
      return new Cell(text, Style.PLAIN);
    }

    /** A number. */
    public static Cell of(long number) {
      return of(Long.toString(number));
    }
  }

  /** Adds a column whose cells begin at its left edge. */
  public Table left(String name) {
    columns.add(new Column(name, false));
    return this;
  }

  /** Adds a column whose cells end at its right edge, as numbers do. */
  public Table right(String name) {
    columns.add(new Column(name, true));
    return this;
  }

  /** Adds a row; it has a cell for every column. */
  public void row(List<Cell> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + columns.size() + " columns");
    }
    rows.add(List.copyOf(cells));
  }

  /** Rows so far. */
  public int rowCount() {
    return rows.size();
  }

  /** The lines, headline first. */
  public List<String> lines(boolean colour) {
    int[] widths = new int[columns.size()];
    for (int column = 0; column < widths.length; column++) {
      for (List<Cell> row : rows) {
        widths[column] = Math.max(widths[column], width(row.get(column).text()));
      }
      if (widths[column] > 0) {
        widths[column] = Math.max(widths[column], width(columns.get(column).name()));
      }
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        line(columns.stream().map(c -> new Cell(c.name(), Style.DIM)).toList(), widths, colour));
    for (List<Cell> row : rows) {
      lines.add(line(row, widths, colour));
    }
    return lines;
  }

  private String line(List<Cell> cells, int[] widths, boolean colour) {
    StringBuilder line = new StringBuilder();
    String waiting = ""; // blanks that are written only if something follows
    for (int column = 0; column < widths.length; column++) {
      if (widths[column] == 0) {
        continue;
      }
      Cell cell = cells.get(column);
      String blanks = " ".repeat(widths[column] - width(cell.text()));
      String before = columns.get(column).right() ? blanks : "";
      String after = columns.get(column).right() ? "" : blanks;
      if (cell.text().isEmpty()) {
        waiting += blanks + GAP;
        continue;
      }
      line.append(waiting).append(before).append(cell.style().paint(cell.text(), colour));
      waiting = after + GAP;
    }
    return line.toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
