package io.apexkv.kernel.raft;

import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.LongQueue;

/**
 * The term of every entry of a log, kept as runs of equal terms: as many rows as there were
 * leaders, not entries. Terms never decrease along a log, which is what makes the searches right.
 */
final class TermRuns {

  /** First index of each run, ascending. */
  private final LongQueue starts = new LongQueue();

  /** Term of each run, ascending. */
  private final LongQueue terms = new LongQueue();

  private long firstIndex;
  private long lastIndex;
  private long termBeforeFirst;

  TermRuns() {
    reset(1, 0);
  }

  /** An empty log that begins at {@code first}. */
  void reset(long first, long termBefore) {
    starts.clear();
    terms.clear();
    firstIndex = first;
    lastIndex = first - 1;
    termBeforeFirst = termBefore;
  }

  void append(long term) {
    Check.that(term >= lastTerm(), "terms never decrease along a log", term);
    lastIndex++;
    if (terms.isEmpty() || term != terms.last()) {
      starts.addLast(lastIndex);
      terms.addLast(term);
    }
  }

  void truncateFrom(long index) {
    lastIndex = index - 1;
    while (!starts.isEmpty() && starts.last() > lastIndex) {
      starts.removeLast();
      terms.removeLast();
    }
  }

  /** The term at an index from {@code firstIndex - 1} to {@code lastIndex}, or -1 outside. */
  long termAt(long index) {
    if (index == firstIndex - 1) {
      return termBeforeFirst;
    }
    if (index < firstIndex || index > lastIndex) {
      return -1;
    }
    // Searched from the end: nearly every question is about the newest run.
    int run = starts.size() - 1;
    while (starts.get(run) > index) {
      run--;
    }
    return terms.get(run);
  }

  long lastTerm() {
    return terms.isEmpty() ? termBeforeFirst : terms.last();
  }

  /**
   * The last index at or before {@code bound} whose term is not above {@code term}; the index
   * before the first if there is none.
   */
  long lastIndexAtMost(long bound, long term) {
    long index = Math.min(bound, lastIndex);
    for (int run = starts.size() - 1; run >= 0; run--) {
      if (starts.get(run) <= index) {
        if (terms.get(run) <= term) {
          return index;
        }
        index = starts.get(run) - 1;
      }
    }
    return firstIndex - 1;
  }
}
