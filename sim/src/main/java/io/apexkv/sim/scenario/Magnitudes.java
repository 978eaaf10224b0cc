package io.apexkv.sim.scenario;

import io.apexkv.sim.event.Luck;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Moment;

/**
 * How hard faults of a kind may strike, in the unit of the kind (see {@link Fault#magnitude}). What
 * would strike nobody, or could not be done, is refused.
 *
 * @param least the smallest
 * @param most the largest
 * @param unit what is counted
 */
record Magnitudes(int least, int most, String unit) {

  private static final String WORD = "magnitude";

  /** More makes delays that no time can hold. */
  private static final int SLOWEST_DISK = 100;

  private static final Magnitudes NONE = new Magnitudes(0, 0, "");

  /** Those of a kind, in a cluster of so many nodes. */
  private static Magnitudes of(FaultKind kind, int nodes) {
    return switch (kind) {
      case DROP, DUPLICATE, DELAY, REORDER, BIT_FLIP ->
          new Magnitudes(1, Luck.MILLION, "frames in a million");
      case PARTITION, ONE_WAY_PARTITION ->
          new Magnitudes(0, nodes, "the node that reaches both sides, or 0");
      case CRASH, POWER_LOSS ->
          new Magnitudes(0, Moment.values().length - 1, "the number of a moment");
      case PAUSE -> new Magnitudes(0, 1, "1: within a batch");
      case CLOCK_DRIFT ->
          new Magnitudes(
              -Fault.MAX_DRIFT_PER_MILLION, Fault.MAX_DRIFT_PER_MILLION, "parts in a million");
      case CLOCK_STEP -> new Magnitudes(-Integer.MAX_VALUE, Integer.MAX_VALUE, "milliseconds");
      case SLOW_DISK -> new Magnitudes(0, SLOWEST_DISK, "a factor; 0: it completes nothing");
      case LATE_ENGINE, CRASH_RECOVERING, SLOW_LINK ->
          new Magnitudes(1, Integer.MAX_VALUE, "microseconds");
      case DEPOSE, CRASH_ELECTING -> new Magnitudes(0, Integer.MAX_VALUE, "microseconds");
      case CLIENT_PARTITION, CONNECTION_RESET, CRASH_WRITING, STOP, SWIZZLE, RING -> NONE;
    };
  }

  /** Reads {@code magnitude N}, which may be missing where 0 is a magnitude. */
  static int read(Words words, FaultKind kind, int nodes) {
    Magnitudes allowed = of(kind, nodes);
    if (!words.take(WORD)) {
      if (allowed.least > 0) {
        throw words.wrongNext("'" + WORD + "' and " + allowed.expected());
      }
      return 0;
    }
    if (allowed.equals(NONE)) {
      throw words.wrong(WORD, "none: " + Units.label(kind) + " has no magnitude");
    }
    String word = words.next(allowed.expected());
    try {
      int magnitude = Integer.parseInt(word);
      if (magnitude >= allowed.least && magnitude <= allowed.most) {
        return magnitude;
      }
    } catch (NumberFormatException notANumber) {
      // said below, like a number out of bounds
    }
    throw words.wrong(word, allowed.expected());
  }

  private String expected() {
    return "a whole number from " + least + " to " + most + " (" + unit + ")";
  }
}
