package io.apexkv.sim.oracle;

/**
 * Liveness of the healed core: after a bound every group has a leader there that all of the core
 * follow, and in the end, when clients rest, all have applied the same.
 */
public final class Convergence implements Oracle {

  /** Ready to judge. */
  public Convergence() {}

  @Override
  public String name() {
    return "convergence";
  }

  /**
   * Judges one group at a moment when the core must have one leader.
   *
   * @param leaders how many nodes of the core lead it in the highest term of the core
   */
  public void elected(int group, int leaders, long term) {
    if (leaders != 1) {
      throw violation(
          "group " + group + " has " + leaders + " leaders in the healed core, in term " + term);
    }
  }

  /** Judges one group at the end: the applied indexes of two nodes of the core. */
  public void applied(int group, long oneIndex, long otherIndex) {
    if (oneIndex != otherIndex) {
      throw violation(
          "group "
              + group
              + " is applied up to "
              + oneIndex
              + " on one node of the core and up to "
              + otherIndex
              + " on another, after the clients rested");
    }
  }

  /** Judges the last reads: every key can be read. */
  public void readable(int unread) {
    if (unread > 0) {
      throw violation(unread + " keys could not be read, though the core is healed");
    }
  }

  /** Judges the end of a run whose memory was full: every key can be deleted. */
  public void deletable(int undeleted) {
    if (undeleted > 0) {
      throw violation(undeleted + " keys could not be deleted, though the core is healed");
    }
  }

  /** Judges a memory that was full and is empty: it takes writes again. */
  public void writable(int refused) {
    if (refused > 0) {
      throw violation(
          refused + " writes were refused, though the core is healed and every key was deleted");
    }
  }

  /** Judges how the core served: most of the operations that it owed must be OK. */
  public void served(long ok, long all) {
    if (3 * ok < all) {
      throw violation("the healed core answered only " + ok + " of " + all + " operations with OK");
    }
  }

  /** Judges the end: nobody waits for an answer any more. */
  public void answered(int pending) {
    if (pending > 0) {
      throw violation(pending + " operations were never answered, though the core is healed");
    }
  }
}
