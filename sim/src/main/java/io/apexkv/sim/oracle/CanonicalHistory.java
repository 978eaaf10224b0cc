package io.apexkv.sim.oracle;

/**
 * State Machine Safety (Raft, figure 3): if a server has applied a log entry at a given index, no
 * other server will ever apply a different entry for the same index. Checked already where an entry
 * is known to be committed.
 */
public final class CanonicalHistory implements Oracle {

  private final LogChain[] histories;

  /** Nothing was committed. */
  public CanonicalHistory(int groups) {
    histories = new LogChain[groups + 1];
    for (int group = 0; group <= groups; group++) {
      histories[group] = new LogChain();
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

  /** A node holds everything up to an index of its log to be committed; true if that is news. */
  public boolean commits(int node, int group, LogChain log, long commit) {
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
