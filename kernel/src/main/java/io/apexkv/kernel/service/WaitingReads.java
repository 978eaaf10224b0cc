package io.apexkv.kernel.service;

import java.util.Arrays;

/**
 * Confirmed reads of one group that wait until the log is applied up to their index: a binary heap
 * by (index, arrival).
 */
final class WaitingReads {

  private long[] indexes = new long[16];
  private long[] arrivals = new long[16];
  private int[] slots = new int[16];
  private int size;
  private long arrived;

  boolean isEmpty() {
    return size == 0;
  }

  /** The least index that a read waits for; {@link Long#MAX_VALUE} if none waits. */
  long firstIndex() {
    return size == 0 ? Long.MAX_VALUE : indexes[0];
  }

  /** The slot of the read that waits for {@link #firstIndex} the longest. */
  int firstSlot() {
    return slots[0];
  }

  void add(long index, int slot) {
    if (size == indexes.length) {
      indexes = Arrays.copyOf(indexes, 2 * size);
      arrivals = Arrays.copyOf(arrivals, 2 * size);
      slots = Arrays.copyOf(slots, 2 * size);
    }
    int hole = size++;
    long arrival = arrived++;
    while (hole > 0 && before(index, arrival, (hole - 1) / 2)) {
      move((hole - 1) / 2, hole);
      hole = (hole - 1) / 2;
    }
    put(hole, index, arrival, slot);
  }

  void removeFirst() {
    size--;
    if (size > 0) {
      settle(0, indexes[size], arrivals[size], slots[size]);
    }
  }

  /** Sinks an element from a hole to where no child comes before it. */
  private void settle(int from, long index, long arrival, int slot) {
    int hole = from;
    while (true) {
      int child = 2 * hole + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && before(indexes[child + 1], arrivals[child + 1], child)) {
        child++;
      }
      if (before(index, arrival, child)) {
        break;
      }
      move(child, hole);
      hole = child;
    }
    put(hole, index, arrival, slot);
  }

  private boolean before(long index, long arrival, int other) {
    return index < indexes[other] || (index == indexes[other] && arrival < arrivals[other]);
  }

  private void move(int source, int target) {
    put(target, indexes[source], arrivals[source], slots[source]);
  }

  private void put(int place, long index, long arrival, int slot) {
    indexes[place] = index;
    arrivals[place] = arrival;
    slots[place] = slot;
  }
}
