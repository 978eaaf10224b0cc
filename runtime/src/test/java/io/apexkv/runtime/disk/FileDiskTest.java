package io.apexkv.runtime.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.base.InvariantViolation;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is the real disk's own, besides its contract; in the subclass without O_DIRECT. */
class FileDiskTest {

  private static final int BLOCK = 4096;
  private static final FileId SEGMENT = new FileId(FileId.Kind.WAL, 42);

  @TempDir Path directory;
  final DiskCounters counters = new DiskCounters();
  private final DiskBench bench = new DiskBench();
  private final ByteBuffer buffer = DirectMemory.allocate(64 << 10);
  private Disk disk;

  DiskMode mode() {
    return DiskMode.DIRECT;
  }

  @BeforeEach
  void open() {
    disk = new FileDisk(directory, mode(), counters, "disk", bench::wake);
  }

  @AfterEach
  void close() {
    disk.close();
  }

  @Test
  void aCreatedFileHasItsSizeAndIsZero() throws Exception {
    create(SEGMENT, 3 << 20);
    assertEquals(3 << 20, Files.size(directory.resolve("wal-000000000000002a")));
    buffer.put(0, new byte[BLOCK]).put(17, (byte) 1);
    disk.read(2, SEGMENT, (3 << 20) - BLOCK, buffer, 0, BLOCK);
    assertEquals(DiskStatus.OK, bench.await(disk).status());
    assertEquals(0, buffer.get(17));
  }

  @Test
  void aTransferLeavesPositionAndLimitAlone() throws Exception {
    create(SEGMENT, 8 * BLOCK);
    buffer.limit(100).position(7);
    disk.write(2, SEGMENT, 0, buffer, BLOCK, BLOCK, true);
    assertEquals(DiskStatus.OK, bench.await(disk).status());
    assertEquals(7, buffer.position());
    assertEquals(100, buffer.limit());
  }

  @Test
  void everyDurableWriteIsOneSyncedWriteAndAPlainOneIsNot() throws Exception {
    create(SEGMENT, 8 * BLOCK);
    long before = counters.durableWrites() + counters.syncs();
    disk.write(2, SEGMENT, 0, buffer, 0, BLOCK, true);
    bench.await(disk);
    assertEquals(before + 1, counters.durableWrites() + counters.syncs());
    disk.write(3, SEGMENT, 0, buffer, 0, BLOCK, false);
    bench.await(disk);
    assertEquals(before + 1, counters.durableWrites() + counters.syncs());
    disk.sync(4, SEGMENT);
    assertEquals(DiskStatus.OK, bench.await(disk).status());
    assertEquals(before + 2, counters.durableWrites() + counters.syncs());
  }

  @Test
  void creatingAFileThatExistsIsRefusedAndLeavesItAlone() throws Exception {
    create(SEGMENT, 8 * BLOCK);
    disk.create(2, SEGMENT, BLOCK);
    assertEquals(DiskStatus.NO_SUCH_FILE, bench.await(disk).status());
    assertEquals(8 * BLOCK, Files.size(directory.resolve("wal-000000000000002a")));
  }

  @Test
  void aTransferBeyondTheEndFailsAndTheFileKeepsItsSize() throws Exception {
    create(SEGMENT, 2 * BLOCK);
    disk.read(2, SEGMENT, BLOCK, buffer, 0, 2 * BLOCK);
    assertEquals(DiskStatus.IO_ERROR, bench.await(disk).status());
    disk.write(3, SEGMENT, BLOCK, buffer, 0, 2 * BLOCK, true);
    assertEquals(DiskStatus.IO_ERROR, bench.await(disk).status());
    assertEquals(2 * BLOCK, Files.size(directory.resolve("wal-000000000000002a")));
  }

  @Test
  void aDeletedFileIsGoneAndCanBeMadeAgain() throws Exception {
    create(SEGMENT, 2 * BLOCK);
    disk.write(2, SEGMENT, 0, buffer, 0, BLOCK, true);
    bench.await(disk);
    disk.delete(3, SEGMENT);
    assertEquals(DiskStatus.OK, bench.await(disk).status());
    assertFalse(Files.exists(directory.resolve("wal-000000000000002a")));
    create(SEGMENT, 3 * BLOCK);
    assertEquals(3 * BLOCK, Files.size(directory.resolve("wal-000000000000002a")));
  }

  @Test
  void theListHasOurFilesInAscendingOrderWithTheirSizes() throws Exception {
    create(new FileId(FileId.Kind.WAL, 16), BLOCK);
    create(new FileId(FileId.Kind.WAL, 2), 2 * BLOCK);
    create(new FileId(FileId.Kind.SUPERBLOCK, 0), 3 * BLOCK);
    Files.writeString(directory.resolve("lost+found"), "not ours");
    Files.writeString(directory.resolve("wal-2"), "not ours either");
    disk.list(9, buffer, BLOCK, BLOCK);
    assertEquals(3 * Host.LIST_ROW_BYTES, bench.await(disk).length());
    long[][] rows = {{1, 0, 3 * BLOCK}, {2, 2, 2 * BLOCK}, {2, 16, BLOCK}};
    for (int i = 0; i < rows.length; i++) {
      int row = BLOCK + i * Host.LIST_ROW_BYTES;
      assertEquals(rows[i][0] << 56, buffer.getLong(row));
      assertEquals(rows[i][1], buffer.getLong(row + 8));
      assertEquals(rows[i][2], buffer.getLong(row + 16));
    }
  }

  @Test
  void moreOperationsThanAreUnderWayAtATimeAllCompleteOnce() throws Exception {
    create(SEGMENT, 64 * BLOCK);
    int count = 1000;
    for (int i = 0; i < count; i++) {
      disk.write(100 + i, SEGMENT, (long) BLOCK * (i % 64), buffer, 0, BLOCK, false);
    }
    bench.await(disk, 1 + count);
    Set<Long> tickets = new HashSet<>();
    for (DiskBench.Done done : bench.done) {
      assertEquals(DiskStatus.OK, done.status());
      assertTrue(tickets.add(done.ticket()), "each completes once");
    }
    assertEquals(1 + count, tickets.size());
  }

  @Test
  void theLogIsWrittenWhileAFileIsMade() throws Exception {
    create(SEGMENT, 8 * BLOCK);
    disk.create(2, new FileId(FileId.Kind.WAL, 43), 64 << 20);
    disk.write(3, SEGMENT, 0, buffer, 0, BLOCK, true);
    bench.await(disk, 3);
    assertEquals(3, bench.done.get(1).ticket(), "the write did not wait for the file");
    assertEquals(2, bench.done.get(2).ticket());
    assertEquals(DiskStatus.OK, bench.done.get(2).status());
  }

  @Test
  void aDiskThreadThatDiesIsNoticed() throws Exception {
    Performer dying =
        new Performer(directory, new DataFiles(directory, mode(), counters)) {
          @Override
          boolean perform(DiskOperation operation) {
            throw new AssertionError("a bug");
          }
        };
    CountDownLatch woken = new CountDownLatch(1);
    DiskThread thread = new DiskThread("dying", 1, dying, woken::countDown);
    thread.ask(new DiskOperation());
    thread.wake();
    assertTrue(woken.await(20, TimeUnit.SECONDS));
    assertTrue(thread.hasEnded());
    assertThrows(IllegalStateException.class, thread::pollEnded);
    assertTrue(thread.close(Duration.ofSeconds(20)));
  }

  @Test
  void onlyWholeBlocksAreTransferred() {
    assertThrows(
        InvariantViolation.class, () -> disk.write(1, SEGMENT, 512, buffer, 0, BLOCK, true));
    assertThrows(InvariantViolation.class, () -> disk.read(1, SEGMENT, 0, buffer, 0, 512));
  }

  private void create(FileId file, long sizeBytes) throws InterruptedException {
    disk.create(1, file, sizeBytes);
    assertEquals(DiskStatus.OK, bench.await(disk).status());
  }
}
