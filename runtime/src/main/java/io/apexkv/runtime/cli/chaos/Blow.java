package io.apexkv.runtime.cli.chaos;

/**
 * A fault that was carried out.
 *
 * @param atNanos {@link System#nanoTime} just before the signal was sent
 * @param node the victim; 0 if all were
 * @param term the leader's term, if it was about a leader
 * @param majorityLeft whether the nodes that were left could elect at once
 */
record Blow(StrikeKind kind, long atNanos, int node, long term, boolean majorityLeft) {

  /** Whether it took the leader away, so that nothing can be written until there is another. */
  boolean hitsLeader() {
    return switch (kind) {
      case KILL_LEADER, PAUSE_LEADER, KILL_TWO_LEADERS, KILL_ALL -> true;
      case KILL_FOLLOWER, PAUSE_FOLLOWER -> false;
    };
  }
}
