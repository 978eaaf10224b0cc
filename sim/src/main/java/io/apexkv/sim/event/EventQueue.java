package io.apexkv.sim.event;

import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.Nullable;
import java.util.Arrays;

/**
 * The world's future: a binary heap of events ordered by (time, sequence), and the world's clock,
 * which jumps from event to event.
 */
public final class EventQueue {

  /** A hundred times what a run of a seed usually has; more is an {@link EndlessRun}. */
  public static final long MOST_EVENTS = 25_000_000;

  private @Nullable Event[] heap = new @Nullable Event[1024];
  private int size;
  private long nowNanos;
  private long scheduled;
  private long happened;
  private long mostEvents = MOST_EVENTS;

  /** An empty future; time begins at 0. */
  public EventQueue() {}

  /** Another bound on the events since the world began than {@link #MOST_EVENTS}. */
  public void bound(long mostEventsOfAll) {
    mostEvents = mostEventsOfAll;
  }

  /** World time: nanoseconds since the world began. */
  public long nowNanos() {
    return nowNanos;
  }

  /** How many events have happened; the current one included. */
  public long happened() {
    return happened;
  }

  /**
   * Schedules an event.
   *
   * @param timeNanos when; a time in the past means now
   */
  public void at(long timeNanos, Event event) {
    event.timeNanos = Math.max(timeNanos, nowNanos);
    event.sequence = scheduled++;
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
    }
    siftUp(size++, event);
  }

  /** Schedules an event some time from now. */
  public void after(long delayNanos, Event event) {
    at(nowNanos + delayNanos, event);
  }

  /** Moves the clock to the next event and makes it happen; false if there is none. */
  public boolean step() {
    if (size == 0) {
      return false;
    }
    Event first = eventAt(0);
    Event last = eventAt(--size);
    heap[size] = null;
    if (size > 0) {
      siftDown(last);
    }
    nowNanos = first.timeNanos;
    happened++;
    if (happened > mostEvents) {
      throw new EndlessRun(mostEvents, nowNanos);
    }
    first.happen();
    return true;
  }

  /**
   * Makes the next event happen, if it happens until a moment; else that is the time, and the
   * answer false.
   */
  public boolean stepUntil(long timeNanos) {
    if (size > 0 && eventAt(0).timeNanos <= timeNanos) {
      return step();
    }
    nowNanos = Math.max(nowNanos, timeNanos);
    return false;
  }

  /** Makes everything happen that happens until a moment; then that is the time. */
  public void runUntil(long timeNanos) {
    while (size > 0 && eventAt(0).timeNanos <= timeNanos) {
      step();
    }
    nowNanos = Math.max(nowNanos, timeNanos);
  }

  private Event eventAt(int position) {
    Event event = heap[position];
    Check.that(event != null, "the heap is dense");
    return event;
  }

  private static boolean before(Event one, Event two) {
    return one.timeNanos < two.timeNanos
        || (one.timeNanos == two.timeNanos && one.sequence < two.sequence);
  }

  private void siftUp(int from, Event event) {
    int gap = from;
    while (gap > 0) {
      int parent = (gap - 1) >>> 1;
      Event above = eventAt(parent);
      if (!before(event, above)) {
        break;
      }
      heap[gap] = above;
      gap = parent;
    }
    heap[gap] = event;
  }

  private void siftDown(Event event) {
    int gap = 0;
    while (2 * gap + 1 < size) {
      int child = 2 * gap + 1;
      if (child + 1 < size && before(eventAt(child + 1), eventAt(child))) {
        child++;
      }
      Event below = eventAt(child);
      if (!before(below, event)) {
        break;
      }
      heap[gap] = below;
      gap = child;
    }
    heap[gap] = event;
  }
}
