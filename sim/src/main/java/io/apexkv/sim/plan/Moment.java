package io.apexkv.sim.plan;

/**
 * When a process dies, once its fault has begun: at any moment, or at one in which something is at
 * stake. Who waits for such a moment does not wait longer than 20 ms.
 */
public enum Moment {
  /** At once, between two batches. */
  ANY,
  /** Between two effects of its next flush. */
  IN_FLUSH,
  /** While a write is on its way to the disk; if all nodes die: on the disks of most of them. */
  WRITING,
  /** While it leads and has entries that are not committed. */
  UNCOMMITTED;

  private static final Moment[] ALL = values();

  /** The number that stands for it in a plan. */
  @SuppressWarnings("EnumOrdinal") // written down in plans: the order stays
  public int number() {
    return ordinal();
  }

  /** The moment with a number. */
  public static Moment of(int number) {
    return ALL[number];
  }
}
