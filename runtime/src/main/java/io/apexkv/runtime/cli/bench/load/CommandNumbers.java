package io.apexkv.runtime.cli.bench.load;

import java.util.Arrays;

/**
 * The numbers of a session's commands that are under way: which comes next, and which is the lowest
 * that is still waited for ({@code docs/wire-protocol.md}, Sessions).
 */
final class CommandNumbers {

  private static final long NONE = 0;

  /** By slot: the number under way, or {@link #NONE}: a GET has none. */
  private final long[] numberOfSlot;

  /** By number, modulo a power of two: whether it is waited for. */
  private boolean[] waiting = new boolean[2];

  private long next = 1;
  private long lowest = 1;
  private int window = 1;

  CommandNumbers(int depth) {
    numberOfSlot = new long[depth];
    Arrays.fill(numberOfSlot, NONE);
  }

  /** The server allows this many unanswered commands. */
  void grant(int grantedWindow) {
    window = grantedWindow;
    waiting = new boolean[Integer.highestOneBit(grantedWindow) << 1];
  }

  boolean mayTake() {
    return next < lowest + window;
  }

  /** The next command's number. */
  long take(int slot) {
    long number = next++;
    numberOfSlot[slot] = number;
    waiting[index(number)] = true;
    return number;
  }

  /** The lowest number that is waited for; the next one if none is. */
  long lowest() {
    return lowest;
  }

  /** The request of a slot was answered. */
  void answered(int slot) {
    long number = numberOfSlot[slot];
    if (number == NONE) {
      return;
    }
    numberOfSlot[slot] = NONE;
    waiting[index(number)] = false;
    while (lowest < next && !waiting[index(lowest)]) {
      lowest++;
    }
  }

  private int index(long number) {
    return (int) number & (waiting.length - 1);
  }
}
