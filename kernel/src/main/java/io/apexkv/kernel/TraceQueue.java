package io.apexkv.kernel;

import io.apexkv.kernel.base.LongQueue;

/** Events that wait for the flush in which the host may be told of them. */
public final class TraceQueue {

  private static final Trace[] EVENTS = Trace.values();

  private final LongQueue rows = new LongQueue();

  /** Keeps an event; see {@link Trace} for what the numbers mean. */
  public void add(Trace event, long group, long first, long second) {
    rows.addLast(event.ordinal());
    rows.addLast(group);
    rows.addLast(first);
    rows.addLast(second);
  }

  /** Tells the host everything, in order. */
  void emit(Host host) {
    while (!rows.isEmpty()) {
      int event = (int) rows.removeFirst();
      host.trace(EVENTS[event], rows.removeFirst(), rows.removeFirst(), rows.removeFirst());
    }
  }
}
