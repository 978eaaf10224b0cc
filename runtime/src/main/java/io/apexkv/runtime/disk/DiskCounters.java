package io.apexkv.runtime.disk;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what made bytes durable; read from any thread, by metrics and by tests. */
public final class DiskCounters {

  private final AtomicLong durableWrites = new AtomicLong();
  private final AtomicLong syncs = new AtomicLong();

  /** Zeros. */
  public DiskCounters() {}

  /** Writes that went through a channel with O_DSYNC. */
  public long durableWrites() {
    return durableWrites.get();
  }

  /** Calls of fsync and fdatasync. */
  public long syncs() {
    return syncs.get();
  }

  void wroteDurably() {
    durableWrites.incrementAndGet();
  }

  void synced() {
    syncs.incrementAndGet();
  }
}
