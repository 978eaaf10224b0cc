package io.apexkv.sim.oracle;

import io.apexkv.kernel.base.LongLongMap;

/**
 * Log Matching (Raft, figure 3): if two logs contain an entry with the same index and term, then
 * the logs are identical in all entries up through the given index. Identical means in every byte.
 */
public final class LogMatching implements Oracle {

  private static final int TERM_BITS = 24;

  private final LongLongMap[] chains;

  /** No log was seen. */
  public LogMatching(int groups) {
    chains = new LongLongMap[groups + 1];
    for (int group = 0; group <= groups; group++) {
      chains[group] = new LongLongMap(0);
    }
  }

  @Override
  public String name() {
    return "log-matching";
  }

  /** A node has an entry, and this chain up to it. */
  public void holds(int node, int group, LogChain log, long index) {
    long key = index << TERM_BITS | log.term(index);
    long hash = log.hash(index) | 1; // 0 means that none is known
    long known = chains[group].get(key);
    if (known == 0) {
      chains[group].put(key, hash);
    } else if (known != hash) {
      throw violation(
          "node "
              + node
              + " holds, in group "
              + group
              + ", an entry with index "
              + index
              + " and term "
              + log.term(index)
              + ", as another log does, but the logs differ there or before");
    }
  }
}
