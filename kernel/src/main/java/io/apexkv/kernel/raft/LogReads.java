package io.apexkv.kernel.raft;

/** Reads entries that have left memory back from the write-ahead log, for a peer that lags. */
public interface LogReads {

  /**
   * Asks for entries from {@code index} on, at most {@code maxBytes} unless one is larger. The
   * answer comes as {@link Group#onLogRead}, in a later input, also if nothing could be read.
   *
   * @param peer the node that will be sent the entries: at most one read a peer and group is under
   *     way
   * @return false if no read could be begun now
   */
  boolean read(long group, long index, int maxBytes, int peer);
}
