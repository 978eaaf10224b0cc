package io.apexkv.kernel.base;

import java.util.Arrays;

/**
 * Timers ordered by (deadline, id): the one place where the kernel keeps what it waits for.
 *
 * <p>A binary heap of ids in which every id knows its position, so that moving or cancelling a
 * timer costs a logarithm and leaves nothing behind. Two timers of one deadline fire in the order
 * of their ids, whatever the order in which they were set: ties must not depend on history.
 *
 * <p>Ids are small numbers given out by the owner: memory is proportional to the largest one ever
 * set, and nothing is allocated below it. Deadlines are compared as signed longs; {@link #NONE} is
 * not a deadline.
 */
public final class TimerQueue {

  /** What {@link #nextDeadlineNanos} answers if no timer is set: later than every deadline. */
  public static final long NONE = Long.MAX_VALUE;

  private static final int NOT_SET = -1;

  /** Ids; the children of position p are at 2p + 1 and 2p + 2, and none fires before its parent. */
  private int[] heap = new int[0];

  /** By id: its position in the heap, or NOT_SET. */
  private int[] positions = new int[0];

  /** By id: when it fires, if it is set. */
  private long[] deadlinesNanos = new long[0];

  private int size;

  /** An empty queue. */
  public TimerQueue() {}

  /** How many timers are set. */
  public int size() {
    return size;
  }

  /**
   * Sets timer {@code id}, or moves it if it is set already.
   *
   * @param id at least 0
   * @param deadlineNanos before {@link #NONE}
   */
  public void set(int id, long deadlineNanos) {
    Check.that(id >= 0, "a timer id is not negative", id);
    Check.that(deadlineNanos != NONE, "a deadline is before the end of time", id);
    if (id >= positions.length) {
      grow(id);
    }
    int position = positions[id];
    deadlinesNanos[id] = deadlineNanos;
    if (position == NOT_SET) {
      position = size++;
    }
    siftDown(siftUp(position, id), id);
  }

  /** Cancels timer {@code id}; returns whether it was set. */
  public boolean cancel(int id) {
    if (!isSet(id)) {
      return false;
    }
    int gap = positions[id];
    positions[id] = NOT_SET;
    int last = heap[--size];
    if (last != id) {
      siftDown(siftUp(gap, last), last);
    }
    return true;
  }

  /** Whether timer {@code id} is set. */
  public boolean isSet(int id) {
    return id >= 0 && id < positions.length && positions[id] != NOT_SET;
  }

  /** When timer {@code id} fires, or {@link #NONE} if it isn't set. */
  public long deadlineNanos(int id) {
    return isSet(id) ? deadlinesNanos[id] : NONE;
  }

  /** When the first timer fires, or {@link #NONE} if none is set. */
  public long nextDeadlineNanos() {
    return size == 0 ? NONE : deadlinesNanos[heap[0]];
  }

  /**
   * Removes the first timer whose deadline is at or before {@code nowNanos} and returns its id, or
   * -1 if none is due. Called in a loop it yields all due timers by (deadline, id).
   */
  public int pollDue(long nowNanos) {
    if (size == 0 || deadlinesNanos[heap[0]] > nowNanos) {
      return -1;
    }
    int id = heap[0];
    cancel(id);
    return id;
  }

  private boolean firesBefore(int id, int other) {
    long deadline = deadlinesNanos[id];
    long otherDeadline = deadlinesNanos[other];
    return deadline < otherDeadline || (deadline == otherDeadline && id < other);
  }

  /** Moves the gap at {@code position} up to where {@code id} may stand and puts it there. */
  private int siftUp(int position, int id) {
    int gap = position;
    while (gap > 0) {
      int parent = (gap - 1) >>> 1;
      if (!firesBefore(id, heap[parent])) {
        break;
      }
      place(gap, heap[parent]);
      gap = parent;
    }
    place(gap, id);
    return gap;
  }

  /** Moves the gap at {@code position} down to where {@code id} may stand and puts it there. */
  private void siftDown(int position, int id) {
    int gap = position;
    while (2 * gap + 1 < size) {
      int child = 2 * gap + 1;
      if (child + 1 < size && firesBefore(heap[child + 1], heap[child])) {
        child++;
      }
      if (!firesBefore(heap[child], id)) {
        break;
      }
      place(gap, heap[child]);
      gap = child;
    }
    place(gap, id);
  }

  private void place(int position, int id) {
    heap[position] = id;
    positions[id] = position;
  }

  private void grow(int id) {
    int capacity = Math.max(16, Math.max(id + 1, positions.length * 2));
    int oldCapacity = positions.length;
    heap = Arrays.copyOf(heap, capacity);
    positions = Arrays.copyOf(positions, capacity);
    deadlinesNanos = Arrays.copyOf(deadlinesNanos, capacity);
    Arrays.fill(positions, oldCapacity, capacity, NOT_SET);
  }
}
