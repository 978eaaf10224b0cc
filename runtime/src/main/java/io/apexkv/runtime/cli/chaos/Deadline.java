package io.apexkv.runtime.cli.chaos;

/** The end of a run, which may come sooner than planned. For use by several threads. */
final class Deadline {

  private final long endNanos;
  private volatile boolean ended;

  /**
   * @param endNanos of {@link System#nanoTime}
   */
  Deadline(long endNanos) {
    this.endNanos = endNanos;
  }

  /** Whether the run is over. */
  boolean isOver() {
    return ended || System.nanoTime() - endNanos >= 0;
  }

  /** It is over now. */
  void endNow() {
    ended = true;
  }
}
