package io.apexkv.sim.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.base.InvariantViolation;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.event.EventQueue;
import io.apexkv.sim.event.Latency;
import io.apexkv.sim.event.Luck;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What a crash may do to a disk, and what it may not. */
class SimDiskCrashTest {

  private static final int PAGE = 4096;
  private static final int SECTOR = 512;
  private static final FileId FILE = new FileId(FileId.Kind.WAL, 1);

  private final EventQueue queue = new EventQueue();
  private long ticket;

  private SimDisk disk(long seed) {
    SimDisk disk = new SimDisk(queue, new Luck(seed), 1, new Latency(1000, 1000, 0, 1));
    disk.install(FILE, new byte[2 * PAGE]);
    disk.attach(new Deaf());
    return disk;
  }

  private static final class Deaf implements DiskListener {
    @Override
    public void diskDone(long ticket, DiskStatus status, @Nullable ByteBuffer buffer, int length) {}

    @Override
    public void becameDurable(FileId file, long offset, int length) {}

    @Override
    public void synced(FileId file) {}
  }

  private void write(SimDisk disk, int value, boolean durable) {
    ByteBuffer buffer = ByteBuffer.allocate(PAGE);
    for (int i = 0; i < PAGE; i++) {
      buffer.put(i, (byte) value);
    }
    disk.write(queue.nowNanos(), ++ticket, FILE, 0, buffer, 0, PAGE, durable);
  }

  private void settle() {
    queue.runUntil(queue.nowNanos() + 1_000_000);
  }

  /** By sector of the first page: its value, or -1 if its bytes differ. */
  private static int[] sectors(SimDisk disk, boolean durable) {
    ByteBuffer page = ByteBuffer.allocate(PAGE);
    if (durable) {
      disk.read(FILE, 0, page, 0, PAGE);
    } else {
      disk.readLive(FILE, 0, page, 0, PAGE);
    }
    int[] values = new int[PAGE / SECTOR];
    for (int sector = 0; sector < values.length; sector++) {
      values[sector] = page.get(sector * SECTOR);
      for (int at = 0; at < SECTOR; at++) {
        values[sector] = page.get(sector * SECTOR + at) == values[sector] ? values[sector] : -1;
      }
    }
    return values;
  }

  @Test
  void aDurableWriteThatCompletedSurvivesAnyCrash() {
    for (long seed = 0; seed < 50; seed++) {
      SimDisk disk = disk(seed);
      write(disk, 5, true);
      settle();
      disk.losePower();
      for (int value : sectors(disk, true)) {
        assertEquals(5, value);
      }
    }
  }

  @Test
  void eachSectorOfAWriteInFlightLandsOrNot() {
    TreeSet<Integer> landed = new TreeSet<>();
    for (long seed = 0; seed < 200; seed++) {
      SimDisk disk = disk(seed);
      write(disk, 5, true);
      disk.losePower();
      int count = 0;
      for (int value : sectors(disk, true)) {
        assertTrue(value == 0 || value == 5, "a sector is written whole or not at all");
        count += value == 5 ? 1 : 0;
      }
      landed.add(count);
    }
    assertTrue(landed.contains(0) && landed.contains(8), "nothing and everything happen");
    assertTrue(landed.size() >= 7, "and so does most in between");
  }

  @Test
  void whatAKilledProcessWroteCanBeReadAndMayStillBeLost() {
    int readable = 0;
    int lost = 0;
    for (long seed = 0; seed < 100; seed++) {
      SimDisk disk = disk(seed);
      write(disk, 5, true);
      disk.crash();
      int[] live = sectors(disk, false);
      for (int value : sectors(disk, true)) {
        assertEquals(0, value, "nothing says that it is durable");
      }
      disk.losePower();
      int[] left = sectors(disk, true);
      for (int sector = 0; sector < live.length; sector++) {
        assertTrue(live[sector] == 5 || left[sector] == 0, "what has not landed can't come back");
        readable += live[sector] == 5 ? 1 : 0;
        lost += live[sector] == 5 && left[sector] == 0 ? 1 : 0;
      }
    }
    int all = readable;
    int some = lost;
    assertTrue(some > all / 4 && some < all * 3 / 4, () -> some + " of " + all + " were lost");
  }

  @Test
  void aSyncMakesDurableWhatWasReadable() {
    for (long seed = 0; seed < 50; seed++) {
      SimDisk disk = disk(seed);
      write(disk, 5, true);
      disk.crash();
      int[] live = sectors(disk, false);
      disk.attach(new Deaf());
      disk.sync(queue.nowNanos(), ++ticket, FILE);
      settle();
      disk.losePower();
      int[] left = sectors(disk, true);
      for (int sector = 0; sector < live.length; sector++) {
        assertEquals(live[sector], left[sector]);
      }
    }
  }

  @Test
  void aWriteWithoutSyncMayLoseSectorsAndWithSyncNone() {
    TreeSet<Integer> values = new TreeSet<>();
    for (long seed = 0; seed < 20; seed++) {
      SimDisk disk = disk(seed);
      write(disk, 5, false);
      settle();
      disk.losePower();
      for (int value : sectors(disk, true)) {
        values.add(value);
      }
    }
    assertEquals(new TreeSet<>(List.of(0, 5)), values);
    SimDisk disk = disk(1);
    write(disk, 6, false);
    settle();
    disk.sync(queue.nowNanos(), ++ticket, FILE);
    settle();
    disk.losePower();
    for (int value : sectors(disk, true)) {
      assertEquals(6, value);
    }
  }

  @Test
  void aDurableWriteCoversWhatWasNotSynced() {
    for (long seed = 0; seed < 20; seed++) {
      SimDisk disk = disk(seed);
      write(disk, 5, false);
      settle();
      write(disk, 6, true);
      settle();
      disk.losePower();
      for (int value : sectors(disk, true)) {
        assertEquals(6, value);
      }
    }
  }

  @Test
  void aFileThatWasBeingCreatedIsThereOrNotWithAnyContent() {
    int absent = 0;
    int garbage = 0;
    int zeros = 0;
    FileId made = new FileId(FileId.Kind.WAL, 2);
    for (long seed = 0; seed < 200; seed++) {
      SimDisk disk = disk(seed);
      disk.create(queue.nowNanos(), ++ticket, made, PAGE);
      disk.losePower();
      if (disk.sizeBytes(made) < 0) {
        absent++;
        continue;
      }
      ByteBuffer page = ByteBuffer.allocate(PAGE);
      disk.read(made, 0, page, 0, PAGE);
      if (page.equals(ByteBuffer.allocate(PAGE))) {
        zeros++;
      } else {
        garbage++;
      }
    }
    assertTrue(absent > 10 && garbage > 10 && zeros > 10, absent + " " + garbage + " " + zeros);
  }

  @Test
  void aFileThatWasBeingDeletedIsThereOrNot() {
    TreeSet<Boolean> there = new TreeSet<>();
    for (long seed = 0; seed < 50; seed++) {
      SimDisk disk = disk(seed);
      disk.delete(queue.nowNanos(), ++ticket, FILE);
      disk.losePower();
      there.add(disk.sizeBytes(FILE) >= 0);
    }
    assertEquals(2, there.size());
  }

  @Test
  void nothingCompletesWhileTheDiskStalls() {
    SimDisk disk = disk(1);
    disk.stallUntil(queue.nowNanos() + 10_000_000);
    write(disk, 5, true);
    queue.runUntil(queue.nowNanos() + 9_000_000);
    assertEquals(1, disk.writesInFlight());
    queue.runUntil(queue.nowNanos() + 2_000_000);
    assertEquals(0, disk.writesInFlight());
  }

  @Test
  void aBufferThatIsTouchedBeforeItsWriteCompletedIsNoticed() {
    SimDisk disk = disk(1);
    ByteBuffer buffer = ByteBuffer.allocate(PAGE);
    disk.write(queue.nowNanos(), ++ticket, FILE, 0, buffer, 0, PAGE, true);
    buffer.put(17, (byte) 1);
    assertThrows(InvariantViolation.class, this::settle);
  }
}
