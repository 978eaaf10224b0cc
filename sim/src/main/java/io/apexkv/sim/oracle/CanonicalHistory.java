package io.apexkv.sim.oracle;

import java.util.ArrayList;
import java.util.List;

/**
 * State Machine Safety (Raft, figure 3): if a server has applied a log entry at a given index, no
 * other server will ever apply a different entry for the same index. Checked already where an entry
 * is known to be committed.
 */
public final class CanonicalHistory implements Oracle {

  private final LogChain[] histories;

  /** By group and index: the term in which the entry was committed. */
  private final List<List<Long>> commitTerms = new ArrayList<>();

  /** Nothing was committed. */
  public CanonicalHistory(int groups) {
    histories = new LogChain[groups + 1];
    for (int group = 0; group <= groups; group++) {
      histories[group] = new LogChain();
      commitTerms.add(new ArrayList<>(List.of(0L)));
    }
  }

  @Override
  public String name() {
    return "canonical-history";
  }

  /** What was committed in a group, by whoever was first. */
  public LogChain of(int group) {
    return histories[group];
  }

  /** The term in which an entry was seen committed first; 0 if it was not yet. */
  long commitTerm(int group, long index) {
    List<Long> terms = commitTerms.get(group);
    return index < terms.size() ? terms.get((int) index) : 0;
  }

  /**
   * A node, which is in a term, holds everything up to an index of its log to be committed; true if
   * that is news.
   */
  public boolean commits(int node, int group, LogChain log, long commit, long term) {
    LogChain history = histories[group];
    if (commit > log.last()) {
      throw violation(
          "node "
              + node
              + " in group "
              + group
              + " commits "
              + commit
              + ", its log ends at "
              + log.last());
    }
    long common = Math.min(commit, history.last());
    if (!log.agrees(history, common)) {
      throw violation(
          "node "
              + node
              + " in group "
              + group
              + " commits entry "
              + firstDifference(log, history)
              + " (term "
              + log.term(firstDifference(log, history))
              + "), where another entry is committed (term "
              + history.term(firstDifference(log, history))
              + ")");
    }
    boolean news = commit > history.last();
    while (history.last() < commit) {
      history.appendFrom(log);
      commitTerms.get(group).add(term);
    }
    return news;
  }

  private static long firstDifference(LogChain one, LogChain two) {
    long index = 1;
    while (one.hash(index) == two.hash(index)) {
      index++;
    }
    return index;
  }
}
