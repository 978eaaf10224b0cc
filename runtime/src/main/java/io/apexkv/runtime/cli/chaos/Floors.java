package io.apexkv.runtime.cli.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much must have happened, so that a verdict means something: a run in which nothing was killed
 * proves nothing. They grow with the length of the run.
 *
 * @param leaderKills 12 a minute
 * @param pauses of {@link #LEAST_PAUSE_MILLIS} or more; 4 a minute
 * @param operations that were acknowledged; 20,000 a minute
 * @param keys that were written, and read at the end
 */
record Floors(int leaderKills, int pauses, long operations, int keys) {

  /** Twice the longest election timeout of a node with the usual settings, 150 to 300 ms. */
  static final long LEAST_PAUSE_MILLIS = 600;

  private static final int LEADER_KILLS_A_MINUTE = 12;
  private static final int PAUSES_A_MINUTE = 4;
  private static final long OPERATIONS_A_MINUTE = 20_000;

  /** The floors of a run of so many seconds. */
  static Floors of(int seconds, int keys) {
    return new Floors(
        Math.max(1, LEADER_KILLS_A_MINUTE * seconds / 60),
        Math.max(1, PAUSES_A_MINUTE * seconds / 60),
        OPERATIONS_A_MINUTE * seconds / 60,
        keys);
  }

  /** What was not reached, a sentence each. */
  List<String> missed(Tally tally) {
    List<String> missed = new ArrayList<>();
    miss(missed, tally.leaderKills(), leaderKills, "leaders were killed");
    miss(missed, tally.pauses(), pauses, "pauses beyond the election timeout were made");
    miss(missed, tally.acknowledged(), operations, "operations were acknowledged");
    miss(missed, tally.keysRead(), keys, "keys were read at the end");
    return missed;
  }

  private static void miss(List<String> missed, long found, long floor, String what) {
    if (found < floor) {
      missed.add(String.format(Locale.ROOT, "%,d %s, the floor is %,d", found, what, floor));
    }
  }
}
