package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.Config;
import java.nio.ByteBuffer;

/**
 * What entries a batch holds: runs of consecutive entries of one group and one term, in the order
 * of the batch. It travels in the header of the <em>next</em> batch, so that the identity of
 * entries lost to damage is still known.
 */
final class Directory {

  static final int ROW_BYTES = 32;

  /** Most rows of a batch; part of the format. */
  static final int MAX_ROWS = Config.MAX_DIRECTORY_ROWS;

  private final long[] groups;
  private final long[] firstIndexes;
  private final long[] counts;
  private final long[] terms;
  private int rows;

  Directory() {
    groups = new long[MAX_ROWS];
    firstIndexes = new long[MAX_ROWS];
    counts = new long[MAX_ROWS];
    terms = new long[MAX_ROWS];
  }

  void clear() {
    rows = 0;
  }

  int rows() {
    return rows;
  }

  /** Adds one entry: to the last run if it continues it. False if there is no row left. */
  boolean add(long group, long index, long term) {
    int last = rows - 1;
    if (last >= 0
        && groups[last] == group
        && terms[last] == term
        && firstIndexes[last] + counts[last] == index) {
      counts[last]++;
      return true;
    }
    if (rows == groups.length) {
      return false;
    }
    groups[rows] = group;
    firstIndexes[rows] = index;
    counts[rows] = 1;
    terms[rows] = term;
    rows++;
    return true;
  }

  boolean holds(long group) {
    for (int row = 0; row < rows; row++) {
      if (groups[row] == group) {
        return true;
      }
    }
    return false;
  }

  long group(int row) {
    return groups[row];
  }

  long firstIndex(int row) {
    return firstIndexes[row];
  }

  long count(int row) {
    return counts[row];
  }

  long term(int row) {
    return terms[row];
  }

  void write(ByteBuffer buffer, int offset) {
    for (int row = 0; row < rows; row++) {
      int at = offset + row * ROW_BYTES;
      buffer.putLong(at, groups[row]);
      buffer.putLong(at + 8, firstIndexes[row]);
      buffer.putLong(at + 16, counts[row]);
      buffer.putLong(at + 24, terms[row]);
    }
  }

  /** True if the written rows at the offset are these. */
  boolean equalsWritten(ByteBuffer buffer, int offset, int writtenRows) {
    boolean equal = writtenRows == rows;
    for (int row = 0; equal && row < rows; row++) {
      int at = offset + row * ROW_BYTES;
      equal =
          buffer.getLong(at) == groups[row]
              && buffer.getLong(at + 8) == firstIndexes[row]
              && buffer.getLong(at + 16) == counts[row]
              && buffer.getLong(at + 24) == terms[row];
    }
    return equal;
  }
}
