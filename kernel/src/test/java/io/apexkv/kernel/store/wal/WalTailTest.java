package io.apexkv.kernel.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The end of the log, set up by hand: what is cut, and what would be wrong to cut or to keep. */
class WalTailTest {

  private final Config config = WalNode.config(1);
  private final WalNode node = WalNode.boot(WalNode.formatted(config), config);

  @Test
  void everySubsetOfASmallTornBatchIsCutAndNeverMergesWithTheNextAttempt() {
    node.append(1, 1, 10);
    node.commit();
    ModelDisk.Pending first = submit(node, 700);
    Map<FileId, byte[]> before = node.disk.copyOfFiles();
    for (int subset = 0; subset < 255; subset++) {
      ModelDisk disk = ModelDisk.holding(before);
      keep(disk, first, subset);
      WalNode second = WalNode.boot(disk, config);
      assertNull(second.haltReason, second.haltMessage);
      assertEquals(1, second.recovered.group(1).entries.size());
      assertEquals(subset != 0, second.torn);
      ModelDisk.Pending again = submit(second, 900);
      keep(disk, again, 255 & ~subset);
      disk.pending.clear();
      WalNode third = WalNode.boot(disk, config);
      assertNull(third.haltReason, third.haltMessage);
      int whole = subset == 0 ? 2 : 1;
      assertEquals(whole, third.recovered.group(1).entries.size(), "subset " + subset);
    }
  }

  @Test
  void aTornBatchLongerThanTheNextOneLeavesNothingBehind() {
    node.append(1, 1, 10);
    node.commit();
    ModelDisk.Pending longer = submit(node, 30_000);
    for (int sector = 1; sector < longer.length() / 512; sector++) {
      node.disk.keep(longer, sector);
    }
    node.disk.pending.clear();
    WalNode second = WalNode.boot(node.disk, config);
    assertTrue(second.torn);
    second.append(1, 1, 20);
    second.commit();
    second.append(1, 1, 30);
    second.commit();
    WalNode third = WalNode.boot(second.disk, config);
    assertNull(third.haltReason, third.haltMessage);
    assertTrue(third.recovered.hasEntriesOf(second.durable));
  }

  @Test
  void aTornBatchAtTheEndAndOneInTheNextSegmentAreBothCut() {
    fillUntil(220_000);
    ModelDisk disk = node.disk;
    ModelDisk.Pending first = submit(node, 1_000);
    assertEquals(WalNode.segment(1), first.file());
    disk.keep(first, 0);
    disk.pending.clear();
    WalNode second = WalNode.boot(disk, config); // writes no batch: there is no hard state
    ModelDisk.Pending again = submit(second, 15_000, 15_000, 15_000);
    assertEquals(WalNode.segment(2), again.file());
    disk.keep(again, 0);
    disk.keep(again, 5);
    disk.pending.clear();
    WalNode third = WalNode.boot(disk, config);
    assertNull(third.haltReason, third.haltMessage);
    assertTrue(third.torn);
    assertTrue(third.recovered.hasEntriesOf(node.durable));
    third.append(1, 1, 5);
    third.commit();
    assertTrue(WalNode.boot(disk, config).recovered.hasEntriesOf(third.durable));
  }

  @Test
  void aTornBatchOfManyBootsIsCut() {
    node.append(1, 1, 10);
    node.commit();
    WalNode living = node;
    for (int boot = 0; boot < 6; boot++) {
      ModelDisk.Pending torn = submit(living, 3_000);
      living.disk.keep(torn, 1 + boot);
      living.disk.pending.clear();
      living = WalNode.boot(living.disk, config);
      assertNull(living.haltReason, living.haltMessage);
      assertEquals(1, living.recovered.group(1).entries.size());
    }
  }

  @Test
  void theBootCounterIsAboveEveryOneSeenInATornBatch() {
    node.append(1, 1, 10);
    node.commit();
    ByteBuffer segment = ByteBuffer.wrap(node.disk.segment(1));
    ByteBuffer torn = ByteBuffer.allocate(4096);
    Sectors.ofLog(WalNode.CLUSTER, 1)
        .stamp(WalNode.segment(1), 4096, torn, 0, 4096, BatchRef.firstOf(77));
    segment.put(4096 + 512, torn, 512, 512);
    WalNode second = WalNode.boot(node.disk, config);
    assertNull(second.haltReason, second.haltMessage);
    assertTrue(second.torn);
    assertEquals(78, second.bootCounter);
  }

  @Test
  void whatARecycledSegmentHeldBeforeIsOverwrittenAndNeverRead() {
    byte[] recycled = new byte[WalNode.SEGMENT_BYTES];
    ByteBuffer bytes = ByteBuffer.wrap(recycled);
    Sectors sectors = Sectors.ofLog(WalNode.CLUSTER, 1);
    for (int at = 0; at < recycled.length; at += 8192) {
      sectors.stamp(WalNode.segment(2), at, bytes, at, 8192, 1 + at / 8192);
    }
    fillUntil(140_000);
    assertTrue(node.disk.files.containsKey(WalNode.segment(2)));
    node.disk.files.put(WalNode.segment(2), recycled);
    WalNode second = WalNode.boot(node.disk, config);
    assertNull(second.haltReason, second.haltMessage);
    assertFalse(second.torn);
    while (second.wal.usedBytes() < WalNode.SEGMENT_BYTES + 60_000) {
      second.append(1, 1, 4_000);
      second.commit();
    }
    WalNode third = WalNode.boot(second.disk, config);
    assertNull(third.haltReason, third.haltMessage);
    assertTrue(third.recovered.hasEntriesOf(second.durable));
  }

  @Test
  void anIntactBatchThatFollowsAnotherOneIsDamage() {
    node.append(1, 1, 10);
    node.commit();
    Map<FileId, byte[]> before = node.disk.copyOfFiles();
    node.append(1, 1, 20);
    node.commit();
    node.append(1, 1, 30);
    node.commit();
    byte[] third = Arrays.copyOfRange(node.disk.segment(1), 8192, 12_288);
    ModelDisk disk = ModelDisk.holding(before);
    System.arraycopy(third, 0, disk.segment(1), 8192, 4096); // the second one vanished
    WalNode damaged = WalNode.boot(disk, config);
    assertEquals(HaltReason.DAMAGE, damaged.haltReason);
    assertTrue(damaged.haltMessage.contains("batch 1.3"), damaged.haltMessage);
    assertTrue(damaged.haltMessage.contains("batch 1.1"), damaged.haltMessage);
  }

  @Test
  void aBatchThatEndsWithItsSegmentIsFollowedByTheNextOne() {
    fillUntil(WalNode.SEGMENT_BYTES - 40_000);
    int left = (int) (WalNode.SEGMENT_BYTES - node.wal.usedBytes());
    int headers = 64 + Directory.ROW_BYTES + 32 + 24; // of batch, previous entries, record, entry
    assertEquals(1, node.append(1, 1, Sectors.payloadCapacity(left) - headers));
    node.commit();
    assertEquals(WalNode.SEGMENT_BYTES, node.wal.usedBytes());
    WalNode second = WalNode.boot(node.disk, config);
    assertNull(second.haltReason, second.haltMessage);
    second.append(1, 1, 10);
    second.commit();
    assertEquals(WalNode.SEGMENT_BYTES + 4096, second.wal.usedBytes());
    assertTrue(WalNode.boot(node.disk, config).recovered.hasEntriesOf(second.durable));
  }

  private void fillUntil(long bytes) {
    while (node.wal.usedBytes() < bytes) {
      node.append(1, 1, 3_900);
      node.commit();
    }
  }

  /** Puts a batch of entries under way. */
  private static ModelDisk.Pending submit(WalNode node, int... sizes) {
    assertEquals(sizes.length, node.append(1, 1, sizes));
    node.wal.submit();
    node.queue.emit(node.disk);
    return node.disk.pending.getLast();
  }

  private static void keep(ModelDisk disk, ModelDisk.Pending write, int subset) {
    assertEquals(4096, write.length());
    for (int sector = 0; sector < 8; sector++) {
      if ((subset >> sector & 1) != 0) {
        disk.keep(write, sector);
      }
    }
  }
}
