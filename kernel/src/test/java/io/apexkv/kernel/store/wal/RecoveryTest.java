package io.apexkv.kernel.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Config;
import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecoveryTest {

  private final Config config = WalNode.config(2);

  @Test
  void aDirectoryWithoutFilesIsNotFormatted() {
    assertHalts(HaltReason.NOT_FORMATTED, new ModelDisk(), config, "not formatted", "format it");
  }

  @Test
  void segmentsWithoutASuperblockAreToldFromAnUnformattedDirectory() {
    ModelDisk disk = used().disk;
    disk.files.remove(Superblock.FILE);
    assertHalts(HaltReason.NOT_FORMATTED, disk, config, "log segments but no superblock");
  }

  @Test
  void aSuperblockWithoutAnIntactCopyIsDamage() {
    ModelDisk disk = WalNode.formatted(config);
    disk.files.put(Superblock.FILE, new byte[Superblock.FILE_BYTES]);
    assertHalts(HaltReason.DAMAGE, disk, config, "no intact copy");
    disk.files.put(Superblock.FILE, new byte[4096]);
    assertHalts(HaltReason.DAMAGE, disk, config, "4096", "131072");
  }

  @Test
  void theDirectoryOfSomebodyElseIsRefusedNamingBoth() {
    ModelDisk disk = used().disk;
    ClusterId other = ClusterId.parse("ff");
    int size = WalNode.SEGMENT_BYTES;
    List<Integer> three = List.of(1, 2, 3);
    refuse(disk, WalNode.config(other, 1, 16, 2, size, three), "cluster a9ec", "cluster 0000");
    refuse(disk, WalNode.config(WalNode.CLUSTER, 2, 16, 2, size, three), "node 1", "node 2");
    refuse(
        disk,
        WalNode.config(WalNode.CLUSTER, 1, 32, 2, size, three),
        "partitions 16",
        "partitions 32");
    refuse(disk, WalNode.config(WalNode.CLUSTER, 1, 16, 3, size, three), "groups 2", "groups 3");
    refuse(
        disk,
        WalNode.config(WalNode.CLUSTER, 1, 16, 2, size, List.of(1, 2, 4)),
        "voters [1, 2, 3]",
        "voters [1, 2, 4]");
  }

  @Test
  void theVotersAreThoseOfTheFirstBoot() {
    Config five = WalNode.config(WalNode.CLUSTER, 1, 16, 2, WalNode.SEGMENT_BYTES, List.of(1, 5));
    WalNode node = WalNode.boot(WalNode.formatted(config), five);
    assertTrue(node.isServing(), node.haltMessage);
    refuse(node.disk, config, "voters [1, 5]", "voters [1, 2, 3]");
  }

  @Test
  void laterVersionsAreRefusedNamingBoth() {
    ModelDisk disk = used().disk;
    ByteBuffer block = ByteBuffer.wrap(disk.bytes(Superblock.FILE));
    block.putShort(4, (short) 9);
    Sectors.ofSuperblock().stamp(Superblock.FILE, 0, block, 0, 4096, Sectors.sequence(block, 0));
    refuse(disk, config, "disk format version 9", "version 1");

    ModelDisk log = used().disk;
    ByteBuffer segment = ByteBuffer.wrap(log.segment(1));
    segment.putShort(4, (short) 9);
    Sectors.ofLog(WalNode.CLUSTER, 1)
        .stamp(WalNode.segment(1), 0, segment, 0, 4096, Sectors.sequence(segment, 0));
    refuse(log, config, "format version 9", "version 1");
  }

  private static void refuse(ModelDisk disk, Config config, String found, String expected) {
    assertHalts(HaltReason.WRONG_IDENTITY, disk, config, found, expected);
  }

  @Test
  void aMissingSegmentIsDamage() {
    ModelDisk disk = used().disk;
    disk.files.remove(WalNode.segment(1));
    assertHalts(HaltReason.DAMAGE, disk, config, "log segment 1 is missing");
  }

  @Test
  void segmentsOfAnotherSizeAreRefused() {
    Config larger =
        WalNode.config(WalNode.CLUSTER, 1, 16, 2, 2 * WalNode.SEGMENT_BYTES, List.of(1, 2, 3));
    assertHalts(
        HaltReason.WRONG_IDENTITY, used().disk, larger, "--segment-bytes", "262144", "524288");
  }

  @Test
  void aSegmentFarFromTheRecordedOnesIsDamage() {
    ModelDisk disk = used().disk;
    disk.files.put(WalNode.segment(3), new byte[WalNode.SEGMENT_BYTES]);
    assertHalts(HaltReason.DAMAGE, disk, config, "log segment 3", "records 1 to 1");
  }

  @Test
  void aSegmentThatWasCreatedAndNotRecordedIsDeleted() {
    for (byte content : new byte[] {0, 17}) {
      ModelDisk disk = used().disk;
      byte[] bytes = new byte[WalNode.SEGMENT_BYTES];
      Arrays.fill(bytes, content);
      disk.files.put(WalNode.segment(2), bytes);
      WalNode node = WalNode.boot(disk, config);
      assertTrue(node.isServing(), node.haltMessage);
      assertFalse(disk.files.containsKey(WalNode.segment(2)));
    }
  }

  @Test
  void aSegmentThatIsNotRecordedButHoldsASectorOfOursIsDamage() {
    ModelDisk disk = used().disk;
    ByteBuffer bytes = ByteBuffer.allocate(WalNode.SEGMENT_BYTES);
    FileId second = WalNode.segment(2);
    Sectors.ofLog(WalNode.CLUSTER, 1).stamp(second, 200_704, bytes, 200_704, 512, 3);
    disk.files.put(second, bytes.array());
    assertHalts(HaltReason.DAMAGE, disk, config, "segment 2, offset 200704", "does not record");
    assertTrue(disk.files.containsKey(second));
  }

  @Test
  void aTornSuperblockLeavesTheOtherCopyInForce() {
    WalNode node = used();
    byte[] before = node.disk.bytes(Superblock.FILE).clone();
    node.hardState(1, 9, 1);
    node.wal.submit();
    node.queue.emit(node.disk);
    for (ModelDisk.Pending op : node.disk.pending) {
      if (op.file().equals(Superblock.FILE)) {
        node.disk.keep(op, 3); // one sector of eight
      }
    }
    assertFalse(Arrays.equals(before, node.disk.bytes(Superblock.FILE)));
    node.disk.pending.clear();
    WalNode next = WalNode.boot(node.disk, config);
    assertNull(next.haltReason, next.haltMessage);
    assertEquals(4, next.recovered.group(1).term);
  }

  @Test
  void theNewerHardStateOfTheTwoPlacesCounts() {
    for (String survivor : List.of("log", "superblock")) {
      WalNode node = used();
      node.hardState(1, 9, 3);
      node.wal.submit();
      node.queue.emit(node.disk);
      for (ModelDisk.Pending op : node.disk.pending) {
        boolean isSuperblock = op.file().equals(Superblock.FILE);
        if (isSuperblock == survivor.equals("superblock")) {
          keepAll(node.disk, op);
        }
      }
      node.disk.pending.clear();
      WalNode next = WalNode.boot(node.disk, config);
      assertEquals(9, next.recovered.group(1).term, survivor);
      assertEquals(3, next.recovered.group(1).votedFor, survivor);
    }
  }

  @Test
  void hardStateFoundOnlyInTheSuperblockIsInTheLogAgainAfterTheBoot() {
    WalNode node = used();
    node.hardState(1, 9, 3);
    node.wal.submit();
    node.queue.emit(node.disk);
    int superblock = node.disk.pending.get(0).file().equals(Superblock.FILE) ? 0 : 1;
    node.disk.complete(superblock, node.queue);
    node.disk.pending.clear();
    WalNode next = WalNode.boot(node.disk, config);
    ModelLog log = new ModelLog(2);
    new DurableScan(WalNode.CLUSTER, 1, ByteBuffer.allocate(WalNode.CHUNK_BYTES))
        .log(id -> id == 1 ? ByteBuffer.wrap(next.disk.segment(1)) : null, log);
    assertEquals(9, log.group(1).term);
    assertEquals(3, log.group(1).votedFor);
  }

  @Test
  void aBootWritesOneSuperblockAndThenOneBatch() {
    ModelDisk disk = used().disk;
    disk.written.clear();
    WalNode.boot(disk, config);
    List<FileId> files = disk.written.stream().map(ModelDisk.Pending::file).toList();
    assertEquals(List.of(Superblock.FILE, WalNode.segment(1)), files);
  }

  @Test
  void whatAKilledProcessLeftInACacheIsDurableBeforeAnythingRestsOnIt() {
    WalNode node = used();
    while (node.wal.usedBytes() < WalNode.SEGMENT_BYTES) {
      node.append(2, 1, 20_000); // the copy before the one in the cache records segment 2
      node.commit();
    }
    node.hardState(1, 9, 3);
    node.append(1, 9, 100);
    node.wal.submit();
    node.queue.emit(node.disk);
    for (ModelDisk.Pending op : node.disk.pending) {
      keepAll(node.disk, op);
    }
    node.disk.pending.clear();

    WalNode second = new WalNode(node.disk, config);
    second.recover();
    second.queue.emit(node.disk);
    while (!node.disk.pending.getFirst().kind().equals("write")) {
      node.disk.complete(0, second.queue);
      second.queue.emit(node.disk);
    }
    ModelDisk.Pending superblock = node.disk.pending.getFirst();
    assertEquals(Superblock.FILE, superblock.file());
    node.disk.loseCache();
    node.disk.keep(superblock, 1);
    node.disk.pending.clear();

    WalNode third = WalNode.boot(node.disk, config);
    assertTrue(third.isServing(), third.haltMessage);
    assertEquals(9, third.recovered.group(1).term);
    assertEquals(3, third.recovered.group(1).entries.size());
  }

  private static void keepAll(ModelDisk disk, ModelDisk.Pending op) {
    for (int sector = 0; sector < op.length() / 512; sector++) {
      disk.keep(op, sector);
    }
  }

  @Test
  void everyFailingOperationHaltsAndNothingIsServed() {
    for (String kind : List.of("list", "read", "sync", "create", "write", "delete")) {
      for (DiskStatus status : List.of(DiskStatus.IO_ERROR, DiskStatus.NO_SPACE)) {
        ModelDisk disk = kind.equals("create") ? WalNode.formatted(config) : used().disk;
        if (kind.equals("delete")) {
          disk.files.put(WalNode.segment(2), new byte[WalNode.SEGMENT_BYTES]);
        }
        disk.failKind = kind;
        disk.failNext = status;
        WalNode node = WalNode.boot(disk, config);
        assertEquals(HaltReason.DISK_FAILURE, node.haltReason, kind);
        assertTrue(node.haltMessage.contains(status.name()), node.haltMessage);
        assertEquals(0, node.bootCounter);
        assertFalse(node.wal.idle());
      }
    }
  }

  @Test
  void aFirstBootIsInterruptedAnywhereAndStillComesUp() {
    for (int steps = 0; steps < 12; steps++) {
      ModelDisk disk = WalNode.formatted(config);
      WalNode node = new WalNode(disk, config);
      node.recover();
      node.queue.emit(disk);
      for (int step = 0; step < steps && !disk.pending.isEmpty(); step++) {
        disk.complete(0, node.queue);
        node.queue.emit(disk);
      }
      disk.losePower(new Random(steps));
      WalNode next = WalNode.boot(disk, config);
      assertTrue(next.isServing(), next.haltMessage);
      assertTrue(next.bootCounter > node.bootCounter);
    }
  }

  /** A node that was booted and wrote a little. */
  private WalNode used() {
    WalNode node = WalNode.boot(WalNode.formatted(config), config);
    node.hardState(1, 4, 1);
    node.append(1, 4, 100, 200);
    node.commit();
    node.append(2, 1, 5000);
    node.commit();
    return node;
  }

  private static void assertHalts(
      HaltReason reason, ModelDisk disk, Config config, String... words) {
    WalNode node = WalNode.boot(disk, config);
    assertEquals(reason, node.haltReason);
    for (String word : words) {
      assertTrue(node.haltMessage.contains(word), node.haltMessage);
    }
    assertFalse(node.haltMessage.contains("\n"));
    assertFalse(node.isServing());
  }
}
