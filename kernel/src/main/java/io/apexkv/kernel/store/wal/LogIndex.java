package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.base.Check;
import java.util.Arrays;

/**
 * Where on disk the entries of one group are, and their terms.
 *
 * <p>A <em>mark</em> says: from this index on, look from this batch on. There is one for each 64
 * KiB of log or so, at the first batch of each segment, and at the first batch after a truncation;
 * so between two marks batches stand behind one another in one segment and hold each index once. 16
 * bytes for 64 KiB: an index of 8 GiB of log takes 2 MiB a group.
 *
 * <p>Terms are kept as runs, of which there are as many as the log has terms.
 */
final class LogIndex {

  /** Log between two marks of a group, in bytes. */
  static final int MARK_SPACING_BYTES = 64 << 10;

  private static final int SMALLEST_CAPACITY = 16;

  private final long firstIndex;
  private final long termBeforeFirst;

  /** The last entry that is there; firstIndex - 1 if there is none. */
  private long lastIndex;

  private long[] markIndexes = new long[SMALLEST_CAPACITY];
  private long[] markPositions = new long[SMALLEST_CAPACITY];
  private int marks;

  private long[] runIndexes = new long[SMALLEST_CAPACITY];
  private long[] runTerms = new long[SMALLEST_CAPACITY];
  private int runs;

  /** Set by a truncation: what comes next stands behind void entries of the same indexes. */
  private boolean markNext = true;

  LogIndex(long firstIndex, long termBeforeFirst) {
    this.firstIndex = firstIndex;
    this.termBeforeFirst = termBeforeFirst;
    this.lastIndex = firstIndex - 1;
  }

  /** The place of a batch in one number. */
  static long position(long segment, int offset) {
    return segment << 32 | offset;
  }

  static long segmentOf(long position) {
    return position >>> 32;
  }

  static int offsetOf(long position) {
    return (int) position;
  }

  long firstIndex() {
    return firstIndex;
  }

  long lastIndex() {
    return lastIndex;
  }

  /** The term of the last entry, or of the one before the first if there is none. */
  long lastTerm() {
    return runs == 0 ? termBeforeFirst : runTerms[runs - 1];
  }

  long termBeforeFirst() {
    return termBeforeFirst;
  }

  /** Entries of one term that follow the last one, in the batch at the position. */
  void append(long index, long count, long term, long position) {
    Check.that(index == lastIndex + 1, "entries follow the last one", index);
    if (markNext || isFar(position)) {
      mark(index, position);
    }
    if (runs == 0 || runTerms[runs - 1] != term) {
      if (runs == runIndexes.length) {
        runIndexes = Arrays.copyOf(runIndexes, 2 * runs);
        runTerms = Arrays.copyOf(runTerms, 2 * runs);
      }
      runIndexes[runs] = index;
      runTerms[runs] = term;
      runs++;
    }
    lastIndex = index + count - 1;
  }

  /** Entries from this index on are void. */
  void truncate(long fromIndex) {
    Check.that(fromIndex >= firstIndex, "a truncation leaves what was compacted alone", fromIndex);
    if (fromIndex > lastIndex) {
      return;
    }
    while (marks > 0 && markIndexes[marks - 1] >= fromIndex) {
      marks--;
    }
    while (runs > 0 && runIndexes[runs - 1] >= fromIndex) {
      runs--;
    }
    lastIndex = fromIndex - 1;
    markNext = true;
  }

  /** The mark from which to look for an entry that is there. */
  int markOf(long index) {
    Check.that(index >= firstIndex && index <= lastIndex, "the entry is in the log", index);
    int low = 0;
    int high = marks - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (markIndexes[middle] <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  long positionOf(int mark) {
    return markPositions[mark];
  }

  /** The last index that is found from this mark on, before the next one. */
  long lastOf(int mark) {
    return mark + 1 < marks ? markIndexes[mark + 1] - 1 : lastIndex;
  }

  private boolean isFar(long position) {
    long marked = markPositions[marks - 1];
    return segmentOf(position) != segmentOf(marked)
        || offsetOf(position) - offsetOf(marked) >= MARK_SPACING_BYTES;
  }

  private void mark(long index, long position) {
    if (marks == markIndexes.length) {
      markIndexes = Arrays.copyOf(markIndexes, 2 * marks);
      markPositions = Arrays.copyOf(markPositions, 2 * marks);
    }
    markIndexes[marks] = index;
    markPositions[marks] = position;
    marks++;
    markNext = false;
  }
}
