package io.apexkv.kernel.store.wal;

import java.nio.ByteBuffer;

/** Gets the records of intact batches, in the order of the log. */
public interface LogVisitor {

  /** The hard state of a group (Raft, figure 2); {@code votedFor} is 0 for none. */
  void hardState(long group, long term, long votedFor);

  /**
   * What the log holds of a group where a segment begins: entries {@code firstIndex} to {@code
   * lastIndex}; those before were compacted away.
   */
  void head(long group, long firstIndex, long termBeforeFirst, long lastIndex, long lastTerm);

  /** Entries of the group at and above this index are void. */
  void truncate(long group, long fromIndex);

  /**
   * Consecutive entries of a group, whole, in their encoded form; valid during the call.
   *
   * @param offset of the first entry's header in the buffer
   * @param length bytes of all of them
   */
  void entries(long group, long firstIndex, int count, ByteBuffer buffer, int offset, int length);
}
