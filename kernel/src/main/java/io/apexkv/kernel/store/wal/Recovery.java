package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a data directory, in the steps of {@code docs/disk-format.md}: list, superblock, chain of
 * batches, tail, and the segment that a crash may have left unrecorded. One disk operation at a
 * time, at most a chunk of work a completion.
 *
 * <p>Nothing changes on disk before everything was read and judged ({@link Settling} comes after
 * that): a node that halts here has destroyed no evidence.
 */
final class Recovery {

  static final String WHAT_TO_DO =
      "nothing was changed; restore this directory from a copy made while the node was stopped, and"
          + " do not format it anew under the same node id, which would forget its votes";

  private final Config config;
  private final Disk disk;
  private final Sectors sectors;
  private final LogWindow window;
  private final LogReplay replay;
  private final Settling settling;
  private final Halt halt;
  private final int segmentBytes;

  private FileList files = FileList.read(ByteBuffer.allocate(0), 0, 0);
  private final @Nullable SuperblockSlot[] slots = new @Nullable SuperblockSlot[2];

  Recovery(
      Config config,
      Disk disk,
      Sectors sectors,
      ByteBuffer buffer,
      LogReplay replay,
      Settling settling,
      Halt halt) {
    this.config = config;
    this.disk = disk;
    this.sectors = sectors;
    this.segmentBytes = config.limits().walSegmentBytes();
    this.window = new LogWindow(disk, buffer, segmentBytes, halt);
    this.replay = replay;
    this.settling = settling;
    this.halt = halt;
  }

  void begin() {
    disk.list(window.buffer(), 0, window.capacity(), this::listed);
  }

  private void listed(DiskStatus status, @Nullable ByteBuffer ignored, int length) {
    if (status != DiskStatus.OK) {
      halt.halt(HaltReason.DISK_FAILURE, "listing the data directory failed with " + status);
      return;
    }
    files = FileList.read(window.buffer(), 0, length);
    if (files.superblockBytes() < 0) {
      halt.halt(
          HaltReason.NOT_FORMATTED,
          files.segments() == 0
              ? "the data directory is not formatted: format it once, before the first start"
              : "the data directory holds log segments but no superblock; " + WHAT_TO_DO);
    } else if (files.superblockBytes() != Superblock.FILE_BYTES) {
      damage(
          "the superblock has "
              + files.superblockBytes()
              + " bytes, expected "
              + Superblock.FILE_BYTES);
    } else {
      readSlot(0);
    }
  }

  private void readSlot(int slot) {
    disk.read(
        Superblock.FILE,
        (long) slot * Superblock.SLOT_BYTES,
        window.buffer(),
        0,
        Superblock.SLOT_BYTES,
        (status, buffer, length) -> slotRead(slot, status, length));
  }

  private void slotRead(int slot, DiskStatus status, int length) {
    if (status != DiskStatus.OK || length != Superblock.SLOT_BYTES) {
      halt.halt(
          HaltReason.DISK_FAILURE,
          "reading the superblock gave " + length + " bytes and " + status);
      return;
    }
    slots[slot] = SuperblockSlot.decode(window.buffer(), 0, slot);
    if (slot == 0) {
      readSlot(1);
    } else {
      superblockRead();
    }
  }

  private void superblockRead() {
    SuperblockSlot newest = slot(slot(0).sequence() > slot(1).sequence() ? 0 : 1);
    SuperblockSlot other = slot(slot(0).sequence() > slot(1).sequence() ? 1 : 0);
    int otherVersion = Math.max(newest.otherVersion(), other.otherVersion());
    Superblock found = newest.copy();
    if (otherVersion != 0) {
      matches("disk format version", otherVersion, Superblock.VERSION);
    } else if (other.damagedAt() >= 0) {
      damage(
          "the superblock at offset "
              + other.damagedAt()
              + " holds neither zeros nor what was written there, so that a newer copy than the"
              + " intact one may be lost");
    } else if (found == null) {
      damage("the superblock has no intact copy");
    } else if (isOurs(found)) {
      readLog(found);
    }
  }

  private void readLog(Superblock found) {
    long bytes = files.sizeOfSegments(found.walLow(), found.walHigh(), segmentBytes);
    if (bytes >= 0 && !matches("log segments (--segment-bytes) of", bytes, (long) segmentBytes)) {
      return;
    }
    String problem = files.problem(found.walLow(), found.walHigh());
    if (problem == null && found.walLow() != Math.min(1, found.walHigh())) {
      problem = "the log begins at segment " + found.walLow() + ", expected 1";
    }
    if (problem != null) {
      damage(problem);
      return;
    }
    for (Superblock.HardState row : found.hardStates()) {
      replay.groups()[(int) row.group() - 1].mergeHardState(row.term(), row.votedFor());
    }
    if (found.walHigh() == 0) {
      readUnrecorded(found, 0, false);
      return;
    }
    ChainScan[] scan = new ChainScan[1];
    Runnable ended = () -> chainEnded(found, scan[0]);
    scan[0] = new ChainScan(window, sectors, found.walHigh(), replay, ended);
    scan[0].begin();
  }

  private void chainEnded(Superblock found, ChainScan chain) {
    TailScan[] scan = new TailScan[1];
    Runnable ended =
        () -> {
          long highestBoot = Math.max(chain.highestBoot(), scan[0].highestBoot());
          logRead(found, highestBoot, scan[0].isTorn());
        };
    long segment = chain.segment();
    scan[0] =
        new TailScan(
            window, sectors, replay.last(), segment, chain.offset(), found.walHigh(), ended);
    scan[0].begin();
  }

  /** A sector that verifies tells more about a loss than its absence, so this comes after them. */
  private void logRead(Superblock found, long highestBoot, boolean torn) {
    if (replay.last().sequence < found.durableSequence()) {
      damage(
          "the log ends with batch "
              + BatchRef.show(replay.last().sequence)
              + ", but batch "
              + BatchRef.show(found.durableSequence())
              + " was durable");
      return;
    }
    readUnrecorded(found, highestBoot, torn);
  }

  /**
   * A segment beyond the recorded ones: its creation had not been recorded, so nothing was ever
   * written to it. A sector that verifies there would prove that a record of it was lost.
   */
  private void readUnrecorded(Superblock found, long highestBoot, boolean torn) {
    long unrecorded = found.walHigh() + 1;
    long size = files.segmentBytes(unrecorded);
    if (size == segmentBytes) {
      window.read(unrecorded, 0, () -> judgeUnrecorded(found, highestBoot, torn));
    } else {
      settle(found, highestBoot, torn, size >= 0);
    }
  }

  private void judgeUnrecorded(Superblock found, long highestBoot, boolean torn) {
    for (int at = 0; at < window.bytes(); at += Sectors.SECTOR_BYTES) {
      int offset = window.offset() + at;
      Sectors.Kind kind = sectors.classify(window.file(), offset, window.buffer(), at);
      if (kind == Sectors.Kind.VALID) {
        damage(
            "log segment "
                + window.segment()
                + ", offset "
                + offset
                + ": found a sector of batch "
                + BatchRef.show(Sectors.sequence(window.buffer(), at))
                + " in a segment that the superblock does not record");
        return;
      }
    }
    int next = window.offset() + window.bytes();
    if (next < segmentBytes) {
      window.read(window.segment(), next, () -> judgeUnrecorded(found, highestBoot, torn));
    } else {
      settle(found, highestBoot, torn, true);
    }
  }

  private void settle(Superblock found, long highestBoot, boolean torn, boolean unrecorded) {
    long highestSeen = Math.max(slot(0).highestSequence(), slot(1).highestSequence());
    long sequence = SuperblockStore.nextSequence(found.sequence(), highestSeen);
    long bootCounter = Math.max(found.bootCounter(), highestBoot) + 1;
    settling.begin(found.booted(bootCounter, voters()), sequence, unrecorded, torn);
  }

  private boolean isOurs(Superblock found) {
    return matches("cluster", found.cluster(), config.cluster())
        && matches("node", found.node(), (long) config.node())
        && matches("partitions", found.partitions(), config.partitions())
        && matches("groups", found.groups(), config.groups())
        && (found.voters().isEmpty() || matches("voters", found.voters(), voters()));
  }

  private boolean matches(String what, Object found, Object expected) {
    if (!found.equals(expected)) {
      halt.halt(
          HaltReason.WRONG_IDENTITY,
          "the data directory has "
              + what
              + " "
              + found
              + ", but this node was started with "
              + what
              + " "
              + expected
              + ": correct the configuration, or name another directory");
    }
    return found.equals(expected);
  }

  private List<Long> voters() {
    List<Long> voters = new ArrayList<>();
    for (Member member : config.members()) {
      voters.add((long) member.node());
    }
    return voters;
  }

  private void damage(String what) {
    halt.halt(HaltReason.DAMAGE, what + "; " + WHAT_TO_DO);
  }

  private SuperblockSlot slot(int number) {
    return Known.value(slots[number], "both slots were read");
  }
}
