package io.apexkv.sim.oracle;

import io.apexkv.kernel.base.LongLongMap;

/** Equal states: replicas that have applied the same index have the same digest of their state. */
public final class StateDigests implements Oracle {

  private static final int INDEX_BITS = 44;

  private final LongLongMap digests = new LongLongMap(0);
  private long compared;

  /** No state was seen. */
  public StateDigests() {}

  @Override
  public String name() {
    return "state-digest";
  }

  /** How many comparisons were made. */
  public long compared() {
    return compared;
  }

  /** A node has this digest after applying this index. */
  public void shows(int node, int group, long applied, long digest) {
    long key = (long) group << INDEX_BITS | applied;
    long stored = digest | 1; // 0 means that none is known
    long known = digests.get(key);
    if (known == 0) {
      digests.put(key, stored);
      return;
    }
    compared++;
    if (known != stored) {
      throw violation(
          "node "
              + node
              + " in group "
              + group
              + " has applied up to "
              + applied
              + " like another replica, but its state differs");
    }
  }
}
