package io.apexkv.sim.page;

import java.util.Arrays;

/** A table of longs that grows by rows, the cheapest thing to write down millions of facts in. */
final class Rows {

  private final int columns;
  private long[] cells;
  private int size;

  /** No rows; {@code columns} numbers will make one. */
  Rows(int columns) {
    this.columns = columns;
    cells = new long[64 * columns];
  }

  /** Adds a row; {@code row} has as many numbers as there are columns. */
  void add(long... row) {
    if (row.length != columns) {
      throw new IllegalArgumentException("a row of " + row.length + " in " + columns + " columns");
    }
    if (size * columns == cells.length) {
      cells = Arrays.copyOf(cells, 2 * cells.length);
    }
    System.arraycopy(row, 0, cells, size * columns, columns);
    size++;
  }

  int size() {
    return size;
  }

  long at(int row, int column) {
    return cells[row * columns + column];
  }

  void set(int row, int column, long value) {
    cells[row * columns + column] = value;
  }
}
