package io.apexkv.sim.oracle;

import io.apexkv.kernel.base.LongLongMap;

/**
 * Election Safety (Raft, figure 3): at most one leader can be elected in a given term. It does not
 * check that two leaders of different terms agree; the other oracles do.
 */
public final class OneLeaderATerm implements Oracle {

  private static final int TERM_BITS = 40;

  private final LongLongMap leaders = new LongLongMap(0);
  private long terms;

  /** No leader was seen. */
  public OneLeaderATerm() {}

  @Override
  public String name() {
    return "one-leader-a-term";
  }

  /** How many (group, term) had a leader. */
  public long terms() {
    return terms;
  }

  /** A node believes that it leads; true if it is the first time that this term has a leader. */
  public boolean leads(int node, int group, long term) {
    long key = (long) group << TERM_BITS | term;
    long known = leaders.get(key);
    if (known == 0) {
      leaders.put(key, node);
      terms++;
      return true;
    }
    if (known != node) {
      throw violation(
          "nodes " + known + " and " + node + " both lead group " + group + " in term " + term);
    }
    return false;
  }
}
