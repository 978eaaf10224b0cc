package io.apexkv.kernel;

import io.apexkv.kernel.raft.LogReads;
import io.apexkv.kernel.raft.LogSink;
import io.apexkv.kernel.service.Service;
import io.apexkv.kernel.store.wal.ReadHandler;
import io.apexkv.kernel.store.wal.Wal;
import java.nio.ByteBuffer;

/**
 * The log as Raft and the service know it: records to stage, and entries that left memory to read
 * back, for a peer that lags or for an applier that is behind.
 */
final class LogAccess implements LogSink, LogReads, Service.LogReads {

  /** How much an applier that is behind asks for at once. */
  private static final int APPLY_READ_BYTES = 1 << 20;

  private final Kernel kernel;
  private final Wal wal;

  LogAccess(Kernel kernel, Wal wal) {
    this.kernel = kernel;
    this.wal = wal;
  }

  @Override
  public boolean hardState(long group, long term, long votedFor) {
    return wal.hardState(group, term, votedFor);
  }

  @Override
  public boolean truncate(long group, long fromIndex) {
    return wal.truncate(group, fromIndex);
  }

  @Override
  public int entries(
      long group, long firstIndex, int count, ByteBuffer buffer, int offset, int length) {
    return wal.entries(group, firstIndex, count, buffer, offset, length);
  }

  @Override
  public boolean read(long group, long index, int maxBytes, int peer) {
    ReadHandler handler =
        (first, count, buffer, offset, length) -> {
          kernel
              .groups()
              .group(group)
              .onLogRead(kernel.nowNanos(), peer, first, count, buffer, offset);
        };
    wal.read(group, index, maxBytes, handler);
    return true;
  }

  @Override
  public void readForApply(int group, long index) {
    ReadHandler handler =
        (first, count, buffer, offset, length) -> {
          kernel.traces().add(Trace.LOG_READ_BACK, group, first, length);
          kernel.service().onReadBack(group, first, count, buffer, offset, length);
        };
    int maxBytes = Math.min(APPLY_READ_BYTES, kernel.config().memory().chunkBytes() / 2);
    wal.read(group, index, maxBytes, handler);
  }

  @Override
  public long usedBytes() {
    return wal.usedBytes();
  }
}
