package io.apexkv.sim.world;

/** What engines of a process ask: how late to answer. */
public interface Lateness {

  /**
   * How long until a key is at hand, 0 for at once.
   *
   * @param keyHash identifies the key
   * @param occurrence counts the questions of one engine
   */
  long delayNanos(long keyHash, long occurrence);
}
