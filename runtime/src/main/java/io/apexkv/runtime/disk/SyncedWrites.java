package io.apexkv.runtime.disk;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A bare loop of durable writes, one after the other into a file that was filled before, as the log
 * writes its batches: the floor under whatever has to be on the disk.
 */
public final class SyncedWrites {

  private static final String FILE_NAME = "synced-writes";
  private static final int FILE_BYTES = 64 << 20;

  private SyncedWrites() {}

  /**
   * What came of it.
   *
   * @param mode how the directory's writes become durable
   * @param writes how many there were
   * @param nanos how long they took together
   * @param slowestNanos how long the slowest took
   * @param cpuNanos user and system time that they took together
   */
  public record Result(DiskMode mode, long writes, long nanos, long slowestNanos, long cpuNanos) {

    /** Writes a second. */
    public double perSecond() {
      return writes * 1e9 / nanos;
    }
  }

  /**
   * Writes for a while.
   *
   * @param directory where; the file is deleted again
   * @param batchBytes bytes of each write, a multiple of 4,096, at most 64 MiB
   * @param nanos how long, at least
   */
  public static Result measure(Path directory, int batchBytes, long nanos) throws IOException {
    DiskCounters counters = new DiskCounters();
    DiskMode mode = DiskMode.of(directory);
    Path path = directory.resolve(FILE_NAME);
    Files.deleteIfExists(path);
    Creation creation = new Creation(directory, FILE_NAME, FILE_BYTES, mode, counters);
    while (!creation.step()) {
      // slice by slice
    }
    try (OpenFile file = new OpenFile(path, mode, counters)) {
      return loop(file, mode, DirectMemory.allocate(batchBytes), nanos);
    } finally {
      Files.deleteIfExists(path); // a run that is ended deletes its directory at the same time
    }
  }

  private static Result loop(OpenFile file, DiskMode mode, ByteBuffer batch, long nanos)
      throws IOException {
    int batchBytes = batch.capacity();
    ThreadMXBean thread = ManagementFactory.getThreadMXBean();
    long cpuBefore = thread.getCurrentThreadCpuTime();
    long began = System.nanoTime();
    long ended = began;
    long slowest = 0;
    long at = 0;
    for (long writes = 1; ; writes++) {
      batch.putLong(0, writes).clear();
      file.write(batch, at, true);
      at += batchBytes;
      if (at + batchBytes > FILE_BYTES) {
        at = 0;
      }
      long now = System.nanoTime();
      slowest = Math.max(slowest, now - ended);
      ended = now;
      if (now - began >= nanos) {
        long cpuNanos = thread.getCurrentThreadCpuTime() - cpuBefore;
        return new Result(mode, writes, now - began, slowest, cpuNanos);
      }
    }
  }
}
