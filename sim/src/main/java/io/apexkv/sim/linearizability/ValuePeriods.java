package io.apexkv.sim.linearizability;

import io.apexkv.sim.history.History;
import java.util.Arrays;

/**
 * A quick proof that a register is not linearizable, after Gibbons and Korach, <em>Testing Shared
 * Memories</em> (1997, section 4).
 *
 * <p>A value that only one operation can bring about is there for one unbroken period. That begins
 * before the first return of an operation that brings or finds it, and ends after the last
 * invocation of one. If the first return stands before the last invocation, the period covers all
 * between them (a <em>forward zone</em>); if not, it holds some point between them (a <em>backward
 * zone</em>). Two forward zones that overlap, or a backward one inside a forward one, can't be.
 *
 * <p>Without this a stale read, the commonest violation where values are written once, would let
 * the search go through all that could have been different before it.
 */
final class ValuePeriods {
  /** Before every event: when the initial value was written, so to speak. */
  private static final int BEGINNING = -1;

  private final int[] makers;
  private final int[] makerInvokedAt;
  private final int[] finders;
  private final int[] findersFirstReturn;
  private final int[] firstReturn;
  private final int[] lastInvocation;

  /** Intervals inside which the register held another value at some point than a forward zone's. */
  private long[] inner = new long[64];

  private int innerCount;

  /**
   * @param stateCount values are states from 0 to this, exclusive
   * @param initialState the value at the beginning
   */
  ValuePeriods(int stateCount, int initialState) {
    makers = new int[stateCount];
    makerInvokedAt = new int[stateCount];
    finders = new int[stateCount];
    findersFirstReturn = new int[stateCount];
    firstReturn = new int[stateCount];
    lastInvocation = new int[stateCount];
    for (int state = 0; state < stateCount; state++) {
      findersFirstReturn[state] = History.NEVER;
      firstReturn[state] = History.NEVER;
      lastInvocation[state] = BEGINNING;
    }
    makers[initialState] = 1;
    makerInvokedAt[initialState] = BEGINNING;
    firstReturn[initialState] = BEGINNING;
  }

  /** An operation that leads to {@code state}; {@code NEVER} returned if it is optional. */
  void addMaker(int state, int invokedAt, int returnedAt) {
    makers[state]++;
    makerInvokedAt[state] = invokedAt;
    firstReturn[state] = Math.min(firstReturn[state], returnedAt);
    lastInvocation[state] = Math.max(lastInvocation[state], invokedAt);
    if (returnedAt != History.NEVER) {
      addInner(invokedAt, returnedAt);
    }
  }

  /** A required operation that is legal only in {@code state}. */
  void addFinder(int state, int invokedAt, int returnedAt) {
    finders[state]++;
    findersFirstReturn[state] = Math.min(findersFirstReturn[state], returnedAt);
    firstReturn[state] = Math.min(firstReturn[state], returnedAt);
    lastInvocation[state] = Math.max(lastInvocation[state], invokedAt);
  }

  /** Whether no order of the operations added can be legal; false decides nothing. */
  boolean contradict() {
    long[] forward = new long[makers.length];
    int forwardCount = 0;
    for (int state = 0; state < makers.length; state++) {
      if (finders[state] > 0 && makers[state] == 0) {
        return true;
      }
      if (makers[state] != 1 || firstReturn[state] == History.NEVER) {
        continue;
      }
      if (findersFirstReturn[state] < makerInvokedAt[state]) {
        return true;
      }
      if (firstReturn[state] < lastInvocation[state]) {
        forward[forwardCount++] = zone(firstReturn[state], lastInvocation[state]);
      } else {
        addInner(lastInvocation[state], firstReturn[state]);
      }
    }
    Arrays.sort(forward, 0, forwardCount);
    Arrays.sort(inner, 0, innerCount);
    return overlap(forward, forwardCount) || oneIsInside(forward, forwardCount);
  }

  private static boolean overlap(long[] zones, int count) {
    for (int i = 1; i < count; i++) {
      if (from(zones[i]) < to(zones[i - 1])) {
        return true;
      }
    }
    return false;
  }

  private boolean oneIsInside(long[] forward, int count) {
    int next = 0;
    for (int i = 0; i < innerCount; i++) {
      while (next < count && from(forward[next]) < from(inner[i])) {
        next++;
      }
      if (next > 0 && to(inner[i]) < to(forward[next - 1])) {
        return true;
      }
    }
    return false;
  }

  private void addInner(int from, int to) {
    if (innerCount == inner.length) {
      inner = Arrays.copyOf(inner, 2 * innerCount);
    }
    inner[innerCount++] = zone(from, to);
  }

  private static long zone(int from, int to) {
    return (long) from << 32 | to;
  }

  private static int from(long zone) {
    return (int) (zone >> 32);
  }

  private static int to(long zone) {
    return (int) zone;
  }
}
