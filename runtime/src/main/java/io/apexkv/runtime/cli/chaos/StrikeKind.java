package io.apexkv.runtime.cli.chaos;

/** What the {@link Nemesis} does to the cluster. */
enum StrikeKind {
  /** {@code kill -9} of the leader; a majority is left. */
  KILL_LEADER("kill -9 of the leader", 1, 0, true),
  /** The leader stands still beyond the election timeout, and then goes on as if it still led. */
  PAUSE_LEADER("pause of the leader", 0, 1, true),
  /** The leader, and its successor once it serves: of three nodes none is left to elect. */
  KILL_TWO_LEADERS("kill -9 of two leaders in a row", 2, 0, false),
  /** Every node at once, as when the power fails. */
  KILL_ALL("kill -9 of all nodes", 1, 0, false),
  KILL_FOLLOWER("kill -9 of a follower", 0, 0, false),
  PAUSE_FOLLOWER("pause of a follower", 0, 1, false);

  private final String words;
  private final int leaderKills;
  private final int pauses;
  private final boolean needed;

  StrikeKind(String words, int leaderKills, int pauses, boolean needed) {
    this.words = words;
    this.leaderKills = leaderKills;
    this.pauses = pauses;
    this.needed = needed;
  }

  /** For people. */
  String words() {
    return words;
  }

  /** Leaders that it kills. */
  int leaderKills() {
    return leaderKills;
  }

  /** Nodes that it pauses. */
  int pauses() {
    return pauses;
  }

  /** Whether floors count on it; the others are left out when there is no time for all. */
  boolean isNeeded() {
    return needed;
  }

  boolean isPause() {
    return pauses > 0;
  }
}
