package io.apexkv.sim.plan;

/** The kinds of faults; each is switched on or off for a whole run by its seed. */
public enum FaultKind {
  /** Frames between servers are lost, one by one. */
  DROP,
  /** Frames between servers are delivered twice. */
  DUPLICATE,
  /** Frames, also clients', take far longer than usual. */
  DELAY,
  /** Frames between servers overtake each other. */
  REORDER,
  /** A bit of a frame between servers flips, which its checksum must tell. */
  BIT_FLIP,
  /** A set of servers and the rest don't reach each other. */
  PARTITION,
  /** Frames from some servers to the others are lost; the other way they pass. */
  ONE_WAY_PARTITION,
  /** Some clients don't reach some servers. */
  CLIENT_PARTITION,
  /** The connections of a server are reset, those of clients too. */
  CONNECTION_RESET,
  /** A process dies at any moment, between two effects too. */
  CRASH,
  /** A process dies in the flush that gives a write to its disk. */
  CRASH_WRITING,
  /** A process dies, and again while it recovers. */
  CRASH_RECOVERING,
  /** All processes die at one moment. */
  POWER_LOSS,
  /** A process stands still for a while, and does not notice. */
  PAUSE,
  /** A process is told to stop, drains, ends and comes back. */
  STOP,
  /** A monotonic clock runs slower or faster, and the wall clock jumps. */
  CLOCK_DRIFT,
  /** A disk is slow, or completes nothing for a while. */
  SLOW_DISK,
  /** An engine does not have a key at hand and answers later. */
  LATE_ENGINE,
  /**
   * A leader crashes, and while disks are slow the next one is elected. In that moment nodes lose
   * power, with votes still on their way to disks, and soon come back.
   */
  CRASH_ELECTING,
  /**
   * A queue grows on the way from some servers, or to them: every frame comes later than the one
   * before, in the end by many election timeouts. When the queue is longest, the way back may be
   * cut, and some clients with it: what the others hear then is of a world that is gone.
   */
  SLOW_LINK;

  /** The name in plans and reports: {@code crash-writing}. */
  public String label() {
    StringBuilder label = new StringBuilder();
    for (int i = 0; i < name().length(); i++) {
      char c = name().charAt(i);
      label.append(c == '_' ? '-' : (char) (c | 0x20));
    }
    return label.toString();
  }
}
