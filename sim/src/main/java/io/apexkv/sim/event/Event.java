package io.apexkv.sim.event;

/** Something that will happen at a moment of world time. An event waits in a queue at most once. */
public abstract class Event {

  /** When it happens; set by the queue. */
  long timeNanos;

  /** Breaks ties in the order in which events were scheduled; set by the queue. */
  long sequence;

  /** Makes it happen; called by the queue, whose time is then this event's. */
  protected abstract void happen();
}
