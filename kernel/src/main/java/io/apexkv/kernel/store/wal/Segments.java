package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * The segments that exist, and the creation of the next one ahead of its use.
 *
 * <p>A segment is created when more than half of the one before is durable log, or no further batch
 * is sure to fit into it, and used only after a durable superblock records it: so a segment that a
 * superblock doesn't record holds nothing, and a recorded one that is missing was lost.
 */
final class Segments {

  private final Disk disk;
  private final SuperblockStore superblocks;
  private final int segmentBytes;
  private final int maxBatchBytes;
  private final Halt halt;
  private final Disk.Handler created = this::created;

  /** The last one that a durable superblock records. */
  private long high;

  /** Whether the one after it is being created or recorded. */
  private boolean creating;

  /** The superblock that records it; 0 while it is not created. */
  private long recordingVersion;

  Segments(
      Disk disk,
      SuperblockStore superblocks,
      int segmentBytes,
      int maxBatchBytes,
      long high,
      Halt halt) {
    this.disk = disk;
    this.superblocks = superblocks;
    this.segmentBytes = segmentBytes;
    this.maxBatchBytes = maxBatchBytes;
    this.high = high;
    this.halt = halt;
  }

  /** True if the segment after this one may be used. */
  boolean hasNext(long segment) {
    return high > segment;
  }

  /** The log is durable up to this place; creates the next segment in time. */
  void logReached(long segment, int offset) {
    boolean soon = offset > segmentBytes / 2 || segmentBytes - offset < maxBatchBytes;
    if (soon && !hasNext(segment) && !creating) {
      creating = true;
      disk.create(new FileId(FileId.Kind.WAL, high + 1), segmentBytes, created);
    }
  }

  /** A superblock became durable. */
  void superblockDurable() {
    if (recordingVersion != 0 && superblocks.durableVersion() >= recordingVersion) {
      high++;
      creating = false;
      recordingVersion = 0;
    }
  }

  private void created(DiskStatus status, @Nullable ByteBuffer ignored, int length) {
    if (status != DiskStatus.OK) {
      halt.halt(
          HaltReason.DISK_FAILURE,
          "creating log segment "
              + (high + 1)
              + " of "
              + segmentBytes
              + " bytes failed with "
              + status
              + "; see the device and its free space");
      return;
    }
    recordingVersion = superblocks.write(superblocks.current().withSegments(1, high + 1));
  }
}
