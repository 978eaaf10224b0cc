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
 * batches, tail. One disk operation at a time, at most a chunk of work a completion.
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
  private final ByteBuffer window;
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
      ByteBuffer window,
      LogReplay replay,
      Settling settling,
      Halt halt) {
    this.config = config;
    this.disk = disk;
    this.sectors = sectors;
    this.window = window;
    this.replay = replay;
    this.settling = settling;
    this.halt = halt;
    this.segmentBytes = config.limits().walSegmentBytes();
  }

  void begin() {
    disk.list(
        window,
        0,
        window.capacity(),
        (status, buffer, length) -> {
          if (succeeded(status, "listing the data directory")) {
            listed(length);
          }
        });
  }

  private void listed(int length) {
    files = FileList.read(window, 0, length);
    if (files.superblockBytes() < 0) {
      halt.halt(
          HaltReason.NOT_FORMATTED,
          files.segments() == 0
              ? "the data directory is not formatted: format it once, before the first start"
              : "the data directory holds log segments but no superblock; " + WHAT_TO_DO);
    } else if (files.superblockBytes() != Superblock.FILE_BYTES) {
      damage("the superblock has " + files.superblockBytes() + " bytes, not 131072");
    } else {
      readSlot(0);
    }
  }

  private void readSlot(int slot) {
    disk.read(
        Superblock.FILE,
        (long) slot * Superblock.SLOT_BYTES,
        window,
        0,
        Superblock.SLOT_BYTES,
        (status, buffer, length) -> {
          if (succeeded(status, "reading the superblock")) {
            slots[slot] = SuperblockSlot.decode(window, 0, slot);
            if (slot == 0) {
              readSlot(1);
            } else {
              superblockRead();
            }
          }
        });
  }

  private void superblockRead() {
    SuperblockSlot even = slot(0);
    SuperblockSlot odd = slot(1);
    int otherVersion = Math.max(even.otherVersion(), odd.otherVersion());
    if (otherVersion != 0) {
      matches("disk format version", otherVersion, Superblock.VERSION);
      return;
    }
    boolean evenIsNewest = sequence(even) > sequence(odd);
    Superblock newest = evenIsNewest ? even.copy() : odd.copy();
    SuperblockSlot other = evenIsNewest ? odd : even;
    if (newest == null) {
      damage("the superblock has no intact copy");
      return;
    }
    if (!isOurs(newest)) {
      return;
    }
    String problem = files.problem(newest.walLow(), newest.walHigh(), segmentBytes);
    if (problem != null || newest.walLow() != Math.min(1, newest.walHigh())) {
      damage(problem != null ? problem : "the log begins at segment " + newest.walLow());
      return;
    }
    for (Superblock.HardState row : newest.hardStates()) {
      replay.groups()[(int) row.group() - 1].mergeHardState(row.term(), row.votedFor());
    }
    // A copy that was durable and rotted may have recorded one segment more than this one.
    long extra = newest.walHigh() + 1;
    boolean mayBeInUse = other.damaged() && files.segmentBytes(extra) == segmentBytes;
    long bootCounter = newest.bootCounter() + (other.copy() == null ? 2 : 1);
    scanLog(newest, bootCounter, mayBeInUse ? extra : newest.walHigh());
  }

  private void scanLog(Superblock found, long bootCounter, long high) {
    if (high == 0) {
      settle(found, bootCounter, false);
      return;
    }
    LogScan scan =
        new LogScan(
            disk,
            sectors,
            window,
            segmentBytes,
            high,
            replay,
            ended -> scanned(found, bootCounter, ended),
            halt);
    scan.begin();
  }

  private void scanned(Superblock found, long bootCounter, LogScan scan) {
    long ahead = found.walHigh() - scan.segment();
    if (ahead > 1 || (ahead == 1 && scan.offset() <= segmentBytes / 2)) {
      damage(
          "the log ends at "
              + scan.offset()
              + " of segment "
              + scan.segment()
              + ", but segment "
              + found.walHigh()
              + " was created, which happens only after the one before it is half full");
      return;
    }
    settle(found, Math.max(bootCounter, scan.highestBoot() + 1), scan.isTorn());
  }

  private void settle(Superblock found, long bootCounter, boolean torn) {
    long highestSeen = Math.max(slot(0).highestSequence(), slot(1).highestSequence());
    long sequence = SuperblockStore.nextSequence(found.sequence(), highestSeen);
    long high = Math.max(found.walHigh(), replay.last().file);
    boolean unused = files.segmentBytes(high + 1) >= 0;
    Superblock content = found.booted(bootCounter, voters()).withSegments(Math.min(1, high), high);
    settling.begin(content, sequence, unused, torn);
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

  private boolean succeeded(DiskStatus status, String what) {
    if (status != DiskStatus.OK) {
      halt.halt(HaltReason.DISK_FAILURE, what + " failed with " + status);
    }
    return status == DiskStatus.OK;
  }

  private SuperblockSlot slot(int number) {
    return Known.value(slots[number], "both slots were read");
  }

  private static long sequence(SuperblockSlot slot) {
    Superblock copy = slot.copy();
    return copy == null ? 0 : copy.sequence();
  }
}
