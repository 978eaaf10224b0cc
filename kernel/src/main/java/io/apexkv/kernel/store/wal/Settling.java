package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * The end of a recovery: makes the disk what the superblock is about to say, then writes that. A
 * crash anywhere in between leaves a directory from which the next recovery does the same again.
 */
final class Settling {

  private final Disk disk;
  private final LogReplay replay;
  private final int segmentBytes;
  private final ByteBuffer superblockBuffer;
  private final Wal wal;
  private final Halt halt;

  private @Nullable Superblock content;
  private long sequence;
  private boolean torn;
  private boolean unrecorded;
  private @Nullable SuperblockStore superblocks;

  Settling(
      Disk disk,
      LogReplay replay,
      int segmentBytes,
      ByteBuffer superblockBuffer,
      Wal wal,
      Halt halt) {
    this.disk = disk;
    this.replay = replay;
    this.segmentBytes = segmentBytes;
    this.superblockBuffer = superblockBuffer;
    this.wal = wal;
    this.halt = halt;
  }

  /**
   * Begins.
   *
   * @param content the superblock to end with, but for a first segment and hard states
   * @param sequence of its copy
   * @param unrecorded whether a segment exists that was created but never recorded
   * @param torn whether what is left of an unacknowledged batch is being cut
   */
  void begin(Superblock content, long sequence, boolean unrecorded, boolean torn) {
    this.content = content;
    this.sequence = sequence;
    this.torn = torn;
    this.unrecorded = unrecorded;
    disk.sync(Superblock.FILE, this::superblockSynced);
  }

  /**
   * What can be read need not be durable: if the last process was killed, the write of the newest
   * copy may have been under way, and the next one overwrites the only other.
   */
  private void superblockSynced(DiskStatus status, @Nullable ByteBuffer ignored, int length) {
    if (!succeeded(status, "making the superblock durable")) {
      return;
    }
    if (unrecorded) {
      disk.delete(segment(content().walHigh() + 1), this::unrecordedDeleted);
    } else {
      createFirst();
    }
  }

  private void unrecordedDeleted(DiskStatus status, @Nullable ByteBuffer ignored, int length) {
    if (succeeded(status, "deleting a log segment that holds nothing")) {
      createFirst();
    }
  }

  private void createFirst() {
    if (content().walHigh() == 0) {
      content = content().withSegments(1, 1);
      disk.create(segment(1), segmentBytes, this::firstCreated);
    } else {
      syncLast();
    }
  }

  private void firstCreated(DiskStatus status, @Nullable ByteBuffer ignored, int length) {
    if (succeeded(status, "creating log segment 1 of " + segmentBytes + " bytes")) {
      syncLast();
    }
  }

  /** The same of the last batch. Every earlier one was durable before the next one was begun. */
  private void syncLast() {
    long last = replay.last().file;
    if (last == 0) {
      writeSuperblock();
    } else {
      disk.sync(segment(last), this::lastSynced);
    }
  }

  private void lastSynced(DiskStatus status, @Nullable ByteBuffer ignored, int length) {
    if (succeeded(status, "making the end of the log durable")) {
      writeSuperblock();
    }
  }

  private void writeSuperblock() {
    replay.end();
    SuperblockStore store =
        new SuperblockStore(
            disk, content(), sequence, superblockBuffer, this::superblockDurable, halt);
    superblocks = store;
    store.logDurable(replay.last().sequence);
    store.write(content().withHardStates(GroupLog.hardStates(replay.groups())));
  }

  /** The first time, recovery has ended; from then on the log wants to know. */
  private void superblockDurable() {
    SuperblockStore store = Known.value(superblocks, "the superblock was written by its store");
    if (store.durableVersion() == 1) {
      wal.recovered(replay, store, torn);
    } else {
      wal.superblockDurable();
    }
  }

  private boolean succeeded(DiskStatus status, String what) {
    if (status != DiskStatus.OK) {
      halt.halt(HaltReason.DISK_FAILURE, what + " failed with " + status);
    }
    return status == DiskStatus.OK;
  }

  private Superblock content() {
    return Known.value(content, "settling has begun");
  }

  private static FileId segment(long id) {
    return new FileId(FileId.Kind.WAL, id);
  }
}
