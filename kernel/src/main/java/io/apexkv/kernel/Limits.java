package io.apexkv.kernel;

/**
 * The bounds of everything that could grow, all in bytes unless named otherwise.
 *
 * @param maxValueBytes longest value, 0 to 1 MiB; keys are 1 to 4,096 bytes
 * @param walSegmentBytes size of a log segment, a positive multiple of 4,096
 * @param logBudgetBytes all log segments together; beyond it writes are refused
 * @param tailBytes log entries kept in memory on this node, for all its groups, at most {@link
 *     Config#tailBytes}; older ones are read back from the log
 * @param appendBytes entries of one append message (one larger entry travels alone)
 * @param appendWindowBytes entries under way to one peer of one group, unacknowledged
 * @param pendingBytes client requests admitted and not answered, on this node; beyond it BUSY
 * @param connectionBytes the same for one connection; beyond it the kernel stops reading from it
 * @param sessionWindow commands that a session may have unanswered: its kept answers
 * @param sessions open sessions of a group; the least recently used one is evicted beyond it
 * @param sessionMillis log time after which an unused session expires
 */
public record Limits(
    int maxValueBytes,
    int walSegmentBytes,
    long logBudgetBytes,
    long tailBytes,
    int appendBytes,
    int appendWindowBytes,
    int pendingBytes,
    int connectionBytes,
    int sessionWindow,
    int sessions,
    long sessionMillis) {

  /** Longest key, in bytes. */
  public static final int MAX_KEY_BYTES = 4096;

  /** A server's bounds. */
  public static final Limits DEFAULT =
      new Limits(
          1 << 20, 64 << 20, 8L << 30, 64L << 20, 1 << 20, 4 << 20, 64 << 20, 8 << 20, 1024, 10_000,
          600_000);

  public Limits {
    require(maxValueBytes >= 0 && maxValueBytes <= 1 << 20, "values are 0 to 1 MiB");
    if (walSegmentBytes <= 0 || walSegmentBytes % Memory.ALIGNMENT_BYTES != 0) {
      throw new IllegalArgumentException(
          "a segment is a positive multiple of 4,096 bytes, but got " + walSegmentBytes);
    }
    if (logBudgetBytes < 2L * walSegmentBytes) {
      throw new IllegalArgumentException(
          "the log budget covers two segments ("
              + 2L * walSegmentBytes
              + " bytes), but got "
              + logBudgetBytes);
    }
    require(tailBytes > 0 && appendBytes > 0 && appendWindowBytes >= appendBytes, "log bounds");
    require(pendingBytes > 0 && connectionBytes > 0, "requests' bounds are positive");
    require(sessionWindow >= 1 && sessionWindow <= 1 << 16, "a window is 1 to 65,536 commands");
    require(sessions >= 1 && sessionMillis >= 1, "sessions' bounds are positive");
  }

  private static void require(boolean holds, String expectation) {
    if (!holds) {
      throw new IllegalArgumentException(expectation);
    }
  }
}
