package io.apexkv.runtime.cli.chaos;

import io.apexkv.kernel.Limits;
import io.apexkv.kernel.base.Nullable;

/**
 * What a run is asked to do.
 *
 * @param seconds how long, at least 10
 * @param nodes of the cluster, at least 3
 * @param keys at least 100
 * @param clients at least 4, four to a connection; every fourth connection writes without sessions
 * @param operationsASecond of all clients together; what outages cost is made up for
 * @param seed what strikes and operations are drawn from
 * @param sin what half of the clients do wrong, as fast as they can; usually nothing
 */
record ChaosPlan(
    int seconds,
    int nodes,
    int keys,
    int clients,
    int operationsASecond,
    long seed,
    @Nullable Sin sin) {

  /** A write that comes alone takes a block of the log; those that come together share one. */
  static final long LOG_BYTES_A_WRITE = 4096;

  private static final int OPERATIONS_A_SECOND_OF_SINNERS = 5_000;

  /** What each node's log may grow to: as if every operation was a write, and came alone. */
  long logBytes() {
    long aSecond = sin == null ? operationsASecond : OPERATIONS_A_SECOND_OF_SINNERS;
    return seconds * aSecond * LOG_BYTES_A_WRITE;
  }

  /** What the run may take of the disk. */
  long diskBytes() {
    return diskBytes(nodes, logBytes());
  }

  /** What nodes with such logs take of the disk: each creates segments ahead. */
  static long diskBytes(int nodes, long logBytes) {
    return nodes * (logBytes + 2L * Limits.DEFAULT.walSegmentBytes());
  }
}
