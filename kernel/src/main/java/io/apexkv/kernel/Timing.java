package io.apexkv.kernel;

/**
 * Raft's clocks, in nanoseconds.
 *
 * @param electionTimeoutNanos a follower campaigns after a silence drawn from [this, 2 x this)
 *     (Raft, section 5.2; 150 to 300 ms there); a leader without a quorum steps down after this
 * @param heartbeatNanos the longest silence of a leader; at most a third of the election timeout
 */
public record Timing(long electionTimeoutNanos, long heartbeatNanos) {

  private static final long MILLI = 1_000_000L;

  /** The paper's values: elections after 150 to 300 ms, heartbeats each 30 ms. */
  public static final Timing DEFAULT = new Timing(150 * MILLI, 30 * MILLI);

  public Timing {
    if (heartbeatNanos <= 0 || electionTimeoutNanos / 3 < heartbeatNanos) {
      throw new IllegalArgumentException(
          "heartbeats come at least three times an election timeout, but got "
              + heartbeatNanos
              + " ns and "
              + electionTimeoutNanos
              + " ns");
    }
  }
}
