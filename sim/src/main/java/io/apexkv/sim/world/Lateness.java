package io.apexkv.sim.world;

/** What engines of a process ask: how late to answer, and when. */
public interface Lateness {

  /** How long until a key is at hand, 0 for at once. */
  long delayNanos(long keyHash, long occurrence);

  /**
   * Runs {@code ready} in a batch of the process, after a delay.
   *
   * @param delayNanos of world time, more than 0
   */
  void later(long delayNanos, Runnable ready);
}
