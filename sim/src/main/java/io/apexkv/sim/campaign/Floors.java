package io.apexkv.sim.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a campaign must have done, lest it be green because nothing happened. The floors are those
 * of 200 seeds, and are scaled in proportion to other numbers of seeds; faults are asked for from
 * 20 seeds on, rare paths from 100, and only those that enough of the seeds enable.
 */
public final class Floors {

  private static final long SEEDS = 200;
  private static final long WRITES = 100_000;
  private static final long READS = 50_000;
  private static final long LEADER_CHANGES = 500;
  private static final long SEEDS_FOR_FAULTS = 20;

  /** In smaller campaigns no mark is asked for. */
  public static final long SEEDS_FOR_MARKS = 100;

  private Floors() {}

  /** The sentences of what is missing; empty if the campaign was a full one. */
  public static List<String> missing(Totals totals) {
    List<String> missing = new ArrayList<>();
    long runs = totals.runs();
    atLeast(missing, "acknowledged writes", totals.acknowledgedWrites(), scaled(WRITES, runs));
    atLeast(missing, "acknowledged reads", totals.acknowledgedReads(), scaled(READS, runs));
    atLeast(missing, "leader changes", totals.leaderChanges(), scaled(LEADER_CHANGES, runs));
    if (3 * totals.livenessOk() < 2 * totals.livenessOperations()) {
      missing.add(
          "only "
              + totals.livenessOk()
              + " of "
              + totals.livenessOperations()
              + " operations of the liveness phase were OK, two thirds must be");
    }
    if (!totals.undecided().isEmpty()) {
      missing.add("linearizability is undecided for seeds " + totals.undecided());
    }
    if (runs >= SEEDS_FOR_FAULTS) {
      for (Map.Entry<String, Long> kind : totals.injected().entrySet()) {
        atLeast(missing, "faults of the kind " + kind.getKey(), kind.getValue(), 1);
      }
    }
    if (runs >= SEEDS_FOR_MARKS) {
      for (MarkTally tally : totals.marks()) {
        if (tally.isMissing()) {
          missing.add(
              "mark '"
                  + tally.mark().label()
                  + "' was never hit, though "
                  + tally.enabled()
                  + " seeds enable it: "
                  + tally.mark().story());
        }
      }
    }
    return missing;
  }

  /** How the floors of this many seeds are to be called. */
  public static String describe(long runs) {
    return runs == SEEDS
        ? "floors of " + SEEDS + " seeds"
        : "floors of " + SEEDS + " seeds, scaled to " + runs;
  }

  private static long scaled(long floor, long runs) {
    return floor * runs / SEEDS;
  }

  private static void atLeast(List<String> missing, String what, long found, long floor) {
    if (found < floor) {
      missing.add("only " + found + " " + what + ", at least " + floor + " must be");
    }
  }
}
