package io.apexkv.kernel.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.InvariantViolation;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WalTest {

  private final Config config = WalNode.config(2);
  private final WalNode node = WalNode.boot(WalNode.formatted(config), config);

  @Test
  void aBatchIsDurableOnlyWhenItsWriteIs() {
    node.append(1, 1, 10);
    node.wal.submit();
    assertFalse(node.wal.idle());
    node.queue.emit(node.disk);
    assertEquals(0, node.batchesDurable);
    node.disk.complete(0, node.queue);
    assertEquals(1, node.batchesDurable);
    assertTrue(node.wal.idle());
  }

  @Test
  void aHardStateIsDurableOnlyWhenLogAndSuperblockAre() {
    for (int first = 0; first < 2; first++) {
      int before = node.batchesDurable;
      node.hardState(1, 5 + first, 2);
      node.wal.submit();
      node.queue.emit(node.disk);
      assertEquals(2, node.disk.pending.size());
      node.disk.complete(first, node.queue);
      assertEquals(before, node.batchesDurable);
      assertFalse(node.wal.idle());
      node.disk.complete(0, node.queue);
      assertEquals(before + 1, node.batchesDurable);
    }
  }

  @Test
  void aFailedWriteHaltsAndTheBatchIsNeverDurable() {
    for (int place = 0; place < 2; place++) {
      WalNode failing = WalNode.boot(WalNode.formatted(config), config);
      failing.hardState(1, 5, 2);
      failing.wal.submit();
      failing.queue.emit(failing.disk);
      failing.disk.failKind = "write";
      failing.disk.failNext = DiskStatus.IO_ERROR;
      failing.disk.complete(place, failing.queue);
      failing.disk.complete(0, failing.queue);
      assertEquals(HaltReason.DISK_FAILURE, failing.haltReason);
      assertEquals(0, failing.batchesDurable);
      assertFalse(failing.wal.idle());
    }
  }

  @Test
  void aFailedCreationOfTheNextSegmentHaltsAndSaysWhy() {
    node.disk.failKind = "create";
    node.disk.failNext = DiskStatus.NO_SPACE;
    for (int batch = 0; batch < 100 && node.haltReason == null; batch++) {
      node.append(1, 1, 4000);
      node.commit();
    }
    assertEquals(HaltReason.DISK_FAILURE, node.haltReason);
    assertTrue(node.haltMessage.contains("segment 2"), node.haltMessage);
    assertTrue(node.haltMessage.contains("NO_SPACE"), node.haltMessage);
  }

  @Test
  void entriesAreStagedWholeUntilTheBatchIsFull() {
    int[] sizes = new int[100];
    Arrays.fill(sizes, 1000);
    int taken = node.append(1, 1, sizes);
    assertTrue(taken > 30 && taken < 60, "taken: " + taken);
    assertEquals(0, node.append(1, 1, sizes));
    assertEquals(0, node.append(2, 1, sizes));
    node.commit();
    assertEquals(taken, node.durable.group(1).entries.size());
    assertEquals(taken, node.append(1, 1, sizes));
    node.commit();
    WalNode next = WalNode.boot(node.disk, config);
    assertTrue(next.recovered.hasEntriesOf(node.durable));
  }

  @Test
  void anythingStagedIntoAFullBatchWaitsForTheNext() {
    int staged = 0;
    while (node.hardState(1, 1, 1)) {
      staged++;
    }
    assertTrue(staged > 1000);
    assertFalse(node.truncate(1, 1));
    assertEquals(0, node.append(1, 1, 5));
    node.commit();
    assertTrue(node.hardState(1, 2, 1));
    assertEquals(1, node.append(1, 1, 5));
  }

  @Test
  void aBatchHoldsAtMost512RunsOfEntries() {
    int staged = 0;
    while (node.append(1 + staged % 2, 1 + staged, 0) == 1) {
      staged++;
    }
    assertEquals(512, staged);
    node.commit();
    assertEquals(1, node.append(1, 600, 0));
    node.commit();
    WalNode next = WalNode.boot(node.disk, config);
    assertTrue(next.recovered.hasEntriesOf(node.durable), next.haltMessage);
  }

  @Test
  void aTruncationBehindEntriesOfTheSameBatchWaitsForTheNext() {
    node.append(1, 1, 10, 20);
    assertFalse(node.truncate(1, 2));
    assertTrue(node.truncate(2, 1));
    node.commit();
    assertTrue(node.truncate(1, 2));
    node.append(1, 3, 30);
    node.commit();
    assertEquals(2, node.durable.group(1).entries.size());
  }

  @Test
  void whatCannotFollowIsABrokenInvariant() {
    node.append(1, 1, 10);
    node.hardState(1, 5, 2);
    node.commit();
    ByteBuffer entry = ByteBuffer.wrap(WalNode.entry(1, 1, 3, 0));
    assertThrows(InvariantViolation.class, () -> node.wal.entries(1, 3, 1, entry, 0, 24));
    assertThrows(InvariantViolation.class, () -> node.wal.entries(1, 1, 1, entry, 0, 24));
    assertThrows(InvariantViolation.class, () -> node.wal.truncate(1, 3));
    assertThrows(InvariantViolation.class, () -> node.wal.truncate(1, 0));
    assertThrows(InvariantViolation.class, () -> node.wal.hardState(1, 4, 0));
    assertThrows(InvariantViolation.class, () -> node.wal.hardState(1, 5, 3));
    assertThrows(InvariantViolation.class, () -> node.wal.hardState(3, 5, 3));
  }

  @Test
  void nothingIsStagedWhileABatchIsUnderWay() {
    node.append(1, 1, 10);
    node.wal.submit();
    ByteBuffer entry = ByteBuffer.wrap(WalNode.entry(1, 1, 2, 0));
    assertThrows(InvariantViolation.class, () -> node.wal.entries(1, 2, 1, entry, 0, 24));
    assertThrows(InvariantViolation.class, () -> node.wal.truncate(1, 1));
    assertThrows(InvariantViolation.class, () -> node.wal.hardState(1, 1, 0));
  }

  @Test
  void nothingStagedIsNothingSubmitted() {
    node.wal.submit();
    assertTrue(node.wal.idle());
    assertEquals(0, node.queue.pending());
  }

  @Test
  void usedBytesCountTheLogUpToTheLastDurableBatch() {
    assertEquals(0, node.wal.usedBytes());
    node.append(1, 1, 10);
    node.wal.submit();
    assertEquals(0, node.wal.usedBytes());
    node.settle();
    assertEquals(4096, node.wal.usedBytes());
    while (node.wal.usedBytes() <= WalNode.SEGMENT_BYTES) {
      node.append(1, 1, 20_000);
      node.commit();
    }
    assertEquals(node.wal.usedBytes(), WalNode.boot(node.disk, config).wal.usedBytes());
  }

  @Test
  void aSegmentIsUsedOnlyWhenADurableSuperblockRecordsIt() {
    while (!node.disk.files.containsKey(WalNode.segment(2))) {
      node.append(1, 1, 20_000);
      node.wal.submit();
      node.queue.emit(node.disk);
      while (!node.disk.pending.isEmpty() && !isSuperblockWrite()) {
        node.disk.complete(0, node.queue);
        node.queue.emit(node.disk);
      }
    }
    int batches = 0;
    while (node.wal.idle()) {
      node.append(1, 1, 20_000);
      node.wal.submit();
      node.queue.emit(node.disk);
      node.disk.complete(1, node.queue); // the batch; the superblock stays under way
      node.queue.emit(node.disk);
      batches++;
    }
    assertTrue(batches > 0 && node.wal.usedBytes() <= WalNode.SEGMENT_BYTES);
    node.disk.complete(0, node.queue);
    assertTrue(node.wal.idle());
  }

  @Test
  void aSuperblockThatWasUnderWayBeforeDoesNotRecordTheSegment() {
    while (WalNode.SEGMENT_BYTES - node.wal.usedBytes() > 65_536 + 20_480) {
      node.append(1, 1, 20_000);
      node.wal.submit();
      completeAllBut("create");
    }
    node.hardState(1, 1, 1);
    node.append(1, 1, 20_000);
    node.wal.submit();
    node.queue.emit(node.disk);
    complete("create");
    complete("write");
    complete("write");
    assertFalse(node.wal.idle(), "the superblock that records the segment is under way");
    complete("write");
    assertTrue(node.wal.idle());
  }

  private void completeAllBut(String kind) {
    node.queue.emit(node.disk);
    while (node.disk.pending.stream().anyMatch(op -> !op.kind().equals(kind))) {
      complete("write");
    }
  }

  /** Completes the first operation of a kind. */
  private void complete(String kind) {
    for (int place = 0; place < node.disk.pending.size(); place++) {
      if (node.disk.pending.get(place).kind().equals(kind)) {
        node.disk.complete(place, node.queue);
        node.queue.emit(node.disk);
        return;
      }
    }
    throw new AssertionError("nothing of kind " + kind);
  }

  @Test
  void aSuperblockSaysHowFarTheLogWasDurable() {
    for (int batch = 1; batch <= 3; batch++) {
      node.append(1, 1, 10);
      node.commit();
    }
    node.hardState(1, 5, 1);
    node.commit();
    byte[] file = node.disk.bytes(Superblock.FILE);
    long durable = 0;
    for (int slot = 0; slot < 2; slot++) {
      ByteBuffer copy = ByteBuffer.wrap(file.clone(), slot * 65_536, 65_536).slice();
      Superblock found = SuperblockSlot.decode(copy, 0, slot).copy();
      durable = Math.max(durable, found == null ? 0 : found.durableSequence());
    }
    assertEquals(BatchRef.firstOf(1) + 2, durable);
  }

  private boolean isSuperblockWrite() {
    return node.disk.pending.getFirst().file().equals(Superblock.FILE);
  }

  @Test
  void directMemoryServesAsWell() {
    Config direct =
        new Config(
            config.cluster(),
            config.node(),
            config.members(),
            config.partitions(),
            config.groups(),
            config.timing(),
            config.limits(),
            memory(true, 32),
            "direct");
    WalNode direct1 = WalNode.boot(WalNode.formatted(config), direct);
    direct1.hardState(1, 3, 1);
    direct1.append(2, 3, 5000, 6000);
    direct1.commit();
    WalNode next = WalNode.boot(direct1.disk, direct);
    assertTrue(next.recovered.hasEntriesOf(direct1.durable), next.haltMessage);
    assertEquals(3, next.recovered.group(1).term);
  }

  @Test
  void memoryThatDoesNotReachIsRefusedAtOnce() {
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Config(
                config.cluster(),
                config.node(),
                config.members(),
                config.partitions(),
                config.groups(),
                config.timing(),
                config.limits(),
                memory(false, 3),
                "poor"));
    assertThrows(
        IllegalArgumentException.class,
        () -> WalNode.config(WalNode.CLUSTER, 1, 16, 2, 16_384, List.of(1, 2, 3)),
        "a segment that holds no batch");
  }

  private static Memory memory(boolean direct, int chunks) {
    return new Memory() {
      private int left = chunks;

      @Override
      public int chunkBytes() {
        return WalNode.CHUNK_BYTES;
      }

      @Override
      public int available() {
        return left;
      }

      @Override
      public @Nullable ByteBuffer take() {
        if (left-- <= 0) {
          return null;
        }
        return direct
            ? ByteBuffer.allocateDirect(WalNode.CHUNK_BYTES)
            : ByteBuffer.allocate(WalNode.CHUNK_BYTES);
      }

      @Override
      public void give(ByteBuffer chunk) {}
    };
  }
}
