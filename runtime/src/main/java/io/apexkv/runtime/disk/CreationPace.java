package io.apexkv.runtime.disk;

import java.util.concurrent.TimeUnit;

/**
 * How fast a file is made beside the log's writes. Each slice keeps back the write behind it, so a
 * file that is made as fast as the disk can makes a whole burst of writes slow, on all servers at
 * the same time, since their logs fill alike. Instead it keeps pace with what is transferred: a
 * segment begun when half of the one before is left is there when a third of that half is.
 *
 * <p>Two rules more, so that nothing waits for a file that nobody makes: a disk that has nothing
 * else to do makes it as fast as it can, and whatever else is done, a slice is made every 4 ms.
 */
final class CreationPace {

  /** The disk counts as idle if nothing was asked of it for so long. */
  static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  /** A file of 64 MiB in 256 slices takes a second of these at most. */
  static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  /** Bytes made for each that is transferred: two would do, if all went evenly. */
  private static final int SHARE = 3;

  private long earnedBytes;
  private long madeNanos;
  private boolean idle;

  /** Another file is to be made. */
  void begin(long nowNanos) {
    earnedBytes = 0;
    madeNanos = nowNanos;
    idle = false;
  }

  /** Something else was done meanwhile, and transferred that many bytes. */
  void transferred(int bytes) {
    asked();
    earnedBytes += (long) SHARE * bytes;
  }

  /** Something else is to be done. */
  void asked() {
    idle = false;
  }

  /** Nothing else was asked for {@link #IDLE_NANOS}. */
  void nothingAsked() {
    idle = true;
  }

  /** Whether the next slice is to be made now. */
  boolean isDue(long nowNanos) {
    return idle || earnedBytes >= Creation.SLICE_BYTES || nowNanos - madeNanos >= LONGEST_NANOS;
  }

  /** A slice was made. */
  void made(long nowNanos) {
    earnedBytes = Math.max(0, earnedBytes - Creation.SLICE_BYTES);
    madeNanos = nowNanos;
  }
}
