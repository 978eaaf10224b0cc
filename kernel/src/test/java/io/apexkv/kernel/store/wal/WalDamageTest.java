package io.apexkv.kernel.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What no crash leaves is never cut silently, wherever it stands. */
class WalDamageTest {

  private final Config config = WalNode.config(2);
  private Map<FileId, byte[]> files = Map.of();
  private WalNode node = new WalNode(new ModelDisk(), config);

  /** Where in segment 1 the chain goes on to segment 2: behind it nobody looks any more. */
  private int gap;

  /** Where in segment 2 the log ends, and where its last batch begins. */
  private int end;

  private int lastBatch;

  @BeforeEach
  void twoSegmentsOfLogOverTwoBoots() {
    node = WalNode.boot(WalNode.formatted(config), config);
    node.hardState(1, 1, 2);
    fill(200_000);
    node = WalNode.boot(node.disk, config);
    node.hardState(2, 3, 1);
    fill(290_000);
    files = node.disk.copyOfFiles();
    for (ModelDisk.Pending write : node.disk.written) {
      if (write.file().equals(WalNode.segment(1))) {
        gap = (int) (write.offset() + write.length());
      } else if (write.file().equals(WalNode.segment(2))) {
        lastBatch = (int) write.offset();
        end = (int) (write.offset() + write.length());
      }
    }
    assertTrue(gap < WalNode.SEGMENT_BYTES && lastBatch > 0, "a gap, and batches behind it");
  }

  private void fill(long untilBytes) {
    Random random = new Random(untilBytes);
    while (node.wal.usedBytes() < untilBytes) {
      node.append(1, 1, random.ints(6, 0, 2000).toArray());
      node.append(2, 3, random.ints(6, 0, 2000).toArray());
      node.commit();
    }
  }

  @Test
  void aFlippedBitAnywhereInTheLogHaltsAtItsSector() {
    Random random = new Random(7);
    for (long segment = 1; segment <= 2; segment++) {
      for (int sector = 0; sector < WalNode.SEGMENT_BYTES / 512; sector++) {
        int at = 512 * sector;
        WalNode damaged = bootWith(WalNode.segment(segment), at + random.nextInt(512), random);
        if (segment == 1 && at >= gap) {
          assertNull(damaged.haltReason, damaged.haltMessage);
          assertTrue(damaged.recovered.hasEntriesOf(node.durable));
        } else {
          assertEquals(HaltReason.DAMAGE, damaged.haltReason, segment + ", " + at);
          String place = "log segment " + segment + ", offset " + at + ":";
          assertTrue(damaged.haltMessage.startsWith(place), damaged.haltMessage);
          assertEquals(0, damaged.bootCounter);
        }
      }
    }
  }

  @Test
  void aFlippedBitAnywhereInTheSuperblockHaltsExceptBehindTheNewestCopy() {
    Random random = new Random(8);
    byte[] block = node.disk.bytes(Superblock.FILE);
    int newest = sequenceIn(block, 0) > sequenceIn(block, 1) ? 0 : 1;
    for (int sector = 0; sector < Superblock.FILE_BYTES / 512; sector++) {
      int at = 512 * sector;
      WalNode damaged = bootWith(Superblock.FILE, at + random.nextInt(512), random);
      int behind = at - newest * Superblock.SLOT_BYTES;
      if (behind >= 4096 && behind < Superblock.SLOT_BYTES) {
        assertNull(damaged.haltReason, damaged.haltMessage);
      } else {
        assertEquals(HaltReason.DAMAGE, damaged.haltReason, "sector " + sector);
        assertTrue(damaged.haltMessage.contains("offset " + at + " "), damaged.haltMessage);
      }
    }
  }

  private static long sequenceIn(byte[] block, int slot) {
    return ByteBuffer.wrap(block).getLong(slot * Superblock.SLOT_BYTES + 496);
  }

  @Test
  void aLostSectorOfAnyBatchButTheLastIsFoundByTheBatchBehindIt() {
    for (int at = 0; at < gap; at += 5 * 512) {
      assertDamage(bootWithZeros(1, at, 512));
    }
    for (int at = 0; at < lastBatch; at += 512) {
      assertDamage(bootWithZeros(2, at, 512));
    }
  }

  @Test
  void aLostLogIsNotAnEmptyOne() {
    ModelDisk disk = ModelDisk.holding(files);
    Arrays.fill(disk.segment(1), (byte) 0);
    Arrays.fill(disk.segment(2), (byte) 0);
    WalNode lost = WalNode.boot(disk, config);
    assertDamage(lost);
    assertTrue(lost.haltMessage.contains("was durable"), lost.haltMessage);
  }

  @Test
  void aSegmentOfZerosBeforeTheLastIsDamage() {
    assertDamage(bootWithZeros(1, 0, WalNode.SEGMENT_BYTES));
  }

  @Test
  void aBatchWrittenToAnotherPlaceIsDamage() {
    ModelDisk disk = ModelDisk.holding(files);
    byte[] segment = disk.segment(2);
    System.arraycopy(segment, lastBatch, segment, end, end - lastBatch);
    assertDamage(WalNode.boot(disk, config));
  }

  @Test
  void segmentsThatChangedPlacesAreDamage() {
    ModelDisk disk = ModelDisk.holding(files);
    disk.files.put(WalNode.segment(1), node.disk.segment(2));
    disk.files.put(WalNode.segment(2), node.disk.segment(1));
    assertDamage(WalNode.boot(disk, config));
  }

  @Test
  void nothingIsWrittenBeforeDamageIsReported() {
    ModelDisk disk = ModelDisk.holding(files);
    disk.segment(2)[end + 5] ^= 1;
    Map<FileId, byte[]> before = disk.copyOfFiles();
    assertDamage(WalNode.boot(disk, config));
    before.forEach((file, bytes) -> assertTrue(Arrays.equals(bytes, disk.bytes(file))));
  }

  private void assertDamage(WalNode damaged) {
    assertEquals(HaltReason.DAMAGE, damaged.haltReason);
    assertEquals(0, damaged.bootCounter);
  }

  private WalNode bootWithZeros(long segment, int at, int length) {
    ModelDisk disk = ModelDisk.holding(files);
    Arrays.fill(disk.segment(segment), at, at + length, (byte) 0);
    return WalNode.boot(disk, config);
  }

  private WalNode bootWith(FileId file, int at, Random random) {
    ModelDisk disk = ModelDisk.holding(files);
    disk.bytes(file)[at] ^= (byte) (1 << random.nextInt(8));
    return WalNode.boot(disk, config);
  }
}
