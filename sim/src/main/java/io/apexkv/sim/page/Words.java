package io.apexkv.sim.page;

import io.apexkv.sim.page.Recorder.Struck;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import java.util.Locale;

/** Parts of sentences, for a reader who knows Raft and not this simulator. */
final class Words {

  private Words() {}

  /** A bit set as {@code node 2} or {@code nodes 1 and 3}; {@code noun} in the singular. */
  static String each(String noun, int bits) {
    StringBuilder text = new StringBuilder(noun);
    if (Integer.bitCount(bits) != 1) {
      text.append('s');
    }
    int left = Integer.bitCount(bits);
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      if ((bits & 1 << bit) != 0) {
        boolean first = left == Integer.bitCount(bits);
        text.append(first ? " " : left == 1 ? " and " : ", ").append(bit + 1);
        left--;
      }
    }
    return text.toString();
  }

  /** A moment to the millisecond: {@code 1.358 s}. */
  static String moment(long nanos) {
    long millis = nanos / 1_000_000;
    return millis / 1000 + "." + Long.toString(1000 + millis % 1000).substring(1) + " s";
  }

  /** What a fault does, without its time: {@code the connections of node 2 are reset}. */
  static String fault(Struck struck, Plan plan) {
    Fault fault = struck.fault();
    int nodes = struck.nodes();
    String who = each("node", nodes);
    String others = each("node", plan.cluster().everyNode() & ~nodes);
    String rate = rate(fault.magnitude());
    String lasts = moment(fault.untilNanos() - fault.atNanos());
    boolean plural = Integer.bitCount(nodes) != 1;
    return switch (fault.kind()) {
      case DROP -> rate + " of the frames between servers are lost";
      case DUPLICATE -> rate + " of the frames between servers arrive twice";
      case DELAY -> rate + " of the frames take far longer";
      case REORDER -> rate + " of the frames between servers overtake others";
      case BIT_FLIP -> rate + " of the frames between servers have a bit flipped";
      case PARTITION ->
          "partition: " + who + " and " + others + " don't reach each other" + bridge(fault);
      case ONE_WAY_PARTITION ->
          "one-way partition: nothing from " + who + " reaches " + others + bridge(fault);
      case CLIENT_PARTITION ->
          each("client", fault.clients()) + " and " + who + " don't reach each other";
      case CONNECTION_RESET -> "the connections of " + who + " are reset";
      case CRASH -> who + (plural ? " crash" : " crashes");
      case CRASH_WRITING -> who + (plural ? " die" : " dies") + " in the next write to its log";
      case CRASH_RECOVERING -> who + (plural ? " crash" : " crashes") + ", and again in recovery";
      case POWER_LOSS -> who + (plural ? " lose" : " loses") + " power";
      case CRASH_ELECTING ->
          "the leader crashes; when the next one is elected, " + who + " will lose power";
      case PAUSE -> who + (plural ? " stand" : " stands") + " still for " + lasts;
      case STOP -> who + (plural ? " are" : " is") + " told to stop";
      case CLOCK_DRIFT -> "the clock of " + who + " drifts by " + fault.magnitude() + " ppm";
      case CLOCK_STEP ->
          "the wall clock of "
              + who
              + (fault.magnitude() == 0
                  ? " stands still for " + lasts
                  : " jumps by " + fault.magnitude() + " ms");
      case DEPOSE -> "leaders, first " + who + ", are cut off one after another for " + lasts;
      case SWIZZLE -> who + (plural ? " are" : " is") + " cut off in turn, and back in another";
      case RING -> "each server reaches only its neighbours on a ring";
      case SLOW_LINK ->
          "a queue grows on the way "
              + ((fault.magnitude() & 1) == 1 ? "to " : "from ")
              + who
              + (fault.clients() == 0 ? "" : "; then the way back is cut");
      case SLOW_DISK ->
          "the disk of "
              + who
              + (fault.magnitude() == 0
                  ? " completes nothing for " + lasts
                  : " is " + fault.magnitude() + " times slower");
      case LATE_ENGINE -> "the store of " + who + " answers late";
    };
  }

  /** The nodes outside the core, a bit each: in the liveness phase something is wrong with them. */
  static int outside(Plan plan) {
    return plan.cluster().everyNode() & ~plan.core();
  }

  /** What is wrong with them, as a fault is named: {@code isolated for good}. */
  static String outsidersKind(Plan plan) {
    return plan.outsiders().name().toLowerCase(Locale.ROOT) + " for good";
  }

  /** The same as a sentence. The reader that comes last of all clients is cut off from nobody. */
  static String outsiders(Plan plan) {
    boolean one = Integer.bitCount(outside(plan)) == 1;
    String they = one ? "it" : "they";
    String how =
        switch (plan.outsiders()) {
          case DEAD -> "";
          case ISOLATED ->
              one ? ": nobody reaches it, and it reaches" : ": nobody reaches them, and they reach";
          case DEAF -> ": " + they + " can send, but " + (one ? "hears" : "hear");
          case MUTE -> ": " + they + " can hear, but " + (one ? "reaches" : "reach");
        };
    int reader = plan.workload().clients() + 1;
    String but = " nobody but client " + reader + ", which reads every key at the end";
    String who = each("node", outside(plan)) + (one ? " is " : " are ");
    return who + outsidersKind(plan) + how + (how.isEmpty() ? "" : but);
  }

  /** Whether a fault is weather: it strikes single frames or answers, and no event of its own. */
  static boolean isBackground(FaultKind kind) {
    return switch (kind) {
      case DROP, DUPLICATE, DELAY, REORDER, BIT_FLIP, CLOCK_DRIFT, CLOCK_STEP, LATE_ENGINE -> true;
      default -> false;
    };
  }

  private static String bridge(Fault fault) {
    return fault.magnitude() == 0 ? "" : ", but all reach node " + fault.magnitude();
  }

  /** Parts of a million as a percentage with one digit. */
  private static String rate(int perMillion) {
    int tenths = (perMillion + 500) / 1000;
    return tenths == 0 ? "a few" : tenths / 10 + "." + tenths % 10 + " %";
  }
}
