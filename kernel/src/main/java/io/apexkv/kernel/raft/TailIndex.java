package io.apexkv.kernel.raft;

import io.apexkv.kernel.base.LongQueue;

/**
 * Which of a group's entries are in memory, where, how large, and the hash of the log up to each: a
 * row for each of the last entries of the log, without a gap.
 */
final class TailIndex {

  private final EntryTail tail;

  /** Ascending, since an entry that replaces another one is written behind everything. */
  private final LongQueue positions = new LongQueue();

  /** Bytes of all entries of the group's log before this one, counted from some zero. */
  private final LongQueue starts = new LongQueue();

  private final LongQueue hashes = new LongQueue();

  /** The index of the first row. */
  private long firstIndex = 1;

  /** Where the next entry starts, in the terms of {@code starts}. */
  private long end;

  TailIndex(EntryTail tail) {
    this.tail = tail;
  }

  /** Forgets everything; the next entry has this index. */
  void reset(long nextIndex) {
    positions.clear();
    starts.clear();
    hashes.clear();
    firstIndex = nextIndex;
  }

  void append(long position, int bytes, long hash) {
    while (!positions.isEmpty() && positions.first() < tail.base()) {
      positions.removeFirst();
      starts.removeFirst();
      hashes.removeFirst();
      firstIndex++;
    }
    positions.addLast(position);
    starts.addLast(end);
    hashes.addLast(hash);
    end += bytes;
  }

  /** Drops the rows at and above an index. */
  void truncateFrom(long index) {
    while (!positions.isEmpty() && firstIndex + positions.size() > index) {
      positions.removeLast();
      end = starts.removeLast();
      hashes.removeLast();
    }
    if (positions.isEmpty()) {
      firstIndex = index;
    }
  }

  /** Whether the entry is in memory. */
  boolean holds(long index) {
    long place = index - firstIndex;
    return place >= 0 && place < positions.size() && positions.get((int) place) >= tail.base();
  }

  long position(long index) {
    return positions.get((int) (index - firstIndex));
  }

  /** The bytes of one entry that is in memory. */
  int bytes(long index) {
    return (int) (startOf(index + 1) - startOf(index));
  }

  /**
   * The bytes from one entry to the end of the log; of what is in memory, if it reaches further.
   */
  long bytesFrom(long index) {
    return end - startOf(Math.max(index, firstIndex));
  }

  /** The bytes from one entry up to another, exclusive; the first one is in memory. */
  long bytesBetween(long index, long endIndex) {
    return startOf(endIndex) - startOf(index);
  }

  /** The hash of the log up to an entry that has a row, else 0. */
  long hash(long index) {
    long place = index - firstIndex;
    return place >= 0 && place < hashes.size() ? hashes.get((int) place) : 0;
  }

  private long startOf(long index) {
    long place = index - firstIndex;
    return place < starts.size() ? starts.get((int) place) : end;
  }
}
