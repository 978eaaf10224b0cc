package io.apexkv.kernel.raft;

import java.nio.ByteBuffer;

/**
 * Where groups stage what must become durable: one batch of the write-ahead log. A batch holds what
 * was staged in this order; a call that the batch has no room for changes nothing.
 */
public interface LogSink {

  /**
   * Stages term and vote.
   *
   * @param votedFor a replica id, or 0 for nobody
   * @return false if the batch is full
   */
  boolean hardState(long group, long term, long votedFor);

  /** Stages that entries at and above an index are void; false if the batch is full. */
  boolean truncate(long group, long fromIndex);

  /**
   * Stages encoded entries; the range is copied during the call.
   *
   * @return how many of them, from the first on, fitted into the batch
   */
  int entries(long group, long firstIndex, int count, ByteBuffer buffer, int offset, int length);
}
