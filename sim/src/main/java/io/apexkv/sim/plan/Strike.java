package io.apexkv.sim.plan;

import io.apexkv.kernel.base.Check;

/**
 * One frame between servers that suffers: what a window of noise does by luck, said aloud. A frame
 * is known by what it is and by how often its like was sent on its way before.
 *
 * @param kind drop, duplicate, delay, reorder or bit-flip
 * @param from the sender's id
 * @param to the receiver's id
 * @param frame the number of the frame's kind
 * @param group its Raft group
 * @param term its term
 * @param first the first number of its body: an index, a round, a request
 * @param occurrence 1 for the first frame of this kind, group, term and number
 * @param amount how much it suffers: nanoseconds of delay, or until the second copy; which bit
 */
public record Strike(
    FaultKind kind,
    int from,
    int to,
    int frame,
    long group,
    long term,
    long first,
    long occurrence,
    long amount) {

  public Strike {
    Check.that(isNoise(kind), "single frames are struck by noise");
    Check.that(occurrence >= 1 && amount >= 0, "occurrences count from 1, amounts from 0");
  }

  /** Whether faults of a kind are windows in which single frames suffer by luck. */
  public static boolean isNoise(FaultKind kind) {
    return switch (kind) {
      case DROP, DUPLICATE, DELAY, REORDER, BIT_FLIP -> true;
      default -> false;
    };
  }
}
