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
  /** A set of servers and the rest don't reach each other; clients may belong to either side. */
  PARTITION,
  /** Frames from one side of a partition to the other are lost; the other way they pass. */
  ONE_WAY_PARTITION,
  /** Some clients don't reach some servers. */
  CLIENT_PARTITION,
  /** The connections of a server are reset, those of clients too. */
  CONNECTION_RESET,
  /** A process dies, at any moment or at the worst one: see {@link Moment}. */
  CRASH,
  /** A process dies in the flush that gives a write to its disk. */
  CRASH_WRITING,
  /** A process dies, and again, twice or more often, while it recovers. */
  CRASH_RECOVERING,
  /** All machines lose power at one moment, any or the worst one: see {@link Moment}. */
  POWER_LOSS,
  /** Processes stand still for a while, and don't notice. */
  PAUSE,
  /** A process is told to stop, drains, ends and comes back. */
  STOP,
  /** A monotonic clock runs slower or faster. */
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
   * A leader is cut off, with clients on its side that write on. When another one is elected, the
   * first comes back and the other one is cut off, and so on: logs grow apart (Raft, figure 7), and
   * whoever lacks something has a chance to lead.
   */
  DEPOSE,
  /** Servers are cut off one after another, and come back in another order. */
  SWIZZLE,
  /** Every server reaches only its neighbours on a ring: majorities, each of other members. */
  RING,
  /** A wall clock jumps, or stands still for a while. */
  CLOCK_STEP,
  /**
   * A queue grows on the way from some servers, or to them: every frame comes later than the one
   * before, in the end by many election timeouts. When the queue is longest, the way back may be
   * cut, and some clients with it: what the others hear then is of a world that is gone.
   */
  SLOW_LINK;

  /** Whether it makes things slow or unreliable for a while, and nobody has to recover from it. */
  public boolean isWeather() {
    return switch (this) {
      case DROP, DUPLICATE, REORDER, BIT_FLIP, DELAY -> true;
      case CLOCK_DRIFT, CLOCK_STEP, SLOW_DISK, LATE_ENGINE -> true;
      default -> false;
    };
  }

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
