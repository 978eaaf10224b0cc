package io.apexkv.kernel.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.contract.DiskUnderTest.Completion;
import java.nio.ByteBuffer;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The disk contract ({@link Host}, {@code docs/contract.md}), but for what a crash may do: that can
 * be tried in simulation alone. Both hosts' disks extend this class.
 */
public abstract class DiskContract {

  private static final int PAGE = 4096;
  private static final FileId LOG = new FileId(FileId.Kind.WAL, 7);
  private static final FileId OTHER = new FileId(FileId.Kind.SUPERBLOCK, 0);

  private DiskUnderTest disk;
  private long nextTicket;

  /** Opens an empty disk. */
  protected abstract DiskUnderTest open() throws Exception;

  /** Closes it. */
  protected void close(DiskUnderTest opened) throws Exception {}

  @BeforeEach
  void openDisk() throws Exception {
    disk = open();
  }

  @AfterEach
  void closeDisk() throws Exception {
    close(disk);
  }

  @Test
  void aCreatedFileIsFullOfZeros() {
    create(LOG, 4 * PAGE);
    assertEquals(0, sum(read(LOG, 0, 4 * PAGE)));
  }

  @Test
  void whatWasWrittenIsReadBack() {
    create(LOG, 4 * PAGE);
    write(LOG, PAGE, filled(2 * PAGE, 5), true);
    assertEquals(0, sum(read(LOG, 0, PAGE)));
    assertEquals(5L * 2 * PAGE, sum(read(LOG, PAGE, 2 * PAGE)));
    assertEquals(0, sum(read(LOG, 3 * PAGE, PAGE)));
  }

  @Test
  void aLaterWriteCoversAnEarlierOne() {
    create(LOG, 2 * PAGE);
    write(LOG, 0, filled(2 * PAGE, 1), true);
    write(LOG, PAGE, filled(PAGE, 3), false);
    assertEquals(PAGE, sum(read(LOG, 0, PAGE)));
    assertEquals(3L * PAGE, sum(read(LOG, PAGE, PAGE)));
  }

  @Test
  void transfersUseTheirPartOfTheBufferAlone() {
    create(LOG, PAGE);
    ByteBuffer source = filled(3 * PAGE, 2);
    for (int i = PAGE; i < 2 * PAGE; i++) {
      source.put(i, (byte) 9);
    }
    disk.write(++nextTicket, LOG, 0, source, PAGE, PAGE, true);
    expect(DiskStatus.OK);
    ByteBuffer target = filled(3 * PAGE, 1);
    disk.read(++nextTicket, LOG, 0, target, PAGE, PAGE);
    expect(DiskStatus.OK);
    assertEquals(PAGE, sum(target, 0, PAGE));
    assertEquals(9L * PAGE, sum(target, PAGE, PAGE));
    assertEquals(PAGE, sum(target, 2 * PAGE, PAGE));
  }

  @Test
  void everyOperationEndsOnceWithItsTicketAndBuffer() {
    create(LOG, 16 * PAGE);
    TreeSet<Long> open = new TreeSet<>();
    ByteBuffer[] buffers = new ByteBuffer[16];
    long first = nextTicket + 1;
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = filled(PAGE, i + 1);
      disk.write(++nextTicket, LOG, (long) i * PAGE, buffers[i], 0, PAGE, i % 2 == 0);
      open.add(nextTicket);
    }
    for (int i = 0; i < buffers.length; i++) {
      Completion ended = disk.await();
      assertTrue(open.remove(ended.ticket()), "ticket " + ended.ticket() + " ends once");
      assertEquals(DiskStatus.OK, ended.status());
      assertEquals(PAGE, ended.length());
      assertSame(buffers[(int) (ended.ticket() - first)], ended.buffer());
    }
    for (int i = 0; i < buffers.length; i++) {
      assertEquals((i + 1L) * PAGE, sum(read(LOG, (long) i * PAGE, PAGE)));
    }
  }

  @Test
  void syncedAndDurableWritesAreThereForTheNextProcess() {
    create(LOG, 2 * PAGE);
    write(LOG, 0, filled(PAGE, 4), true);
    write(LOG, PAGE, filled(PAGE, 6), false);
    disk.sync(++nextTicket, LOG);
    expect(DiskStatus.OK);
    disk.reopen();
    assertEquals(4L * PAGE, sum(read(LOG, 0, PAGE)));
    assertEquals(6L * PAGE, sum(read(LOG, PAGE, PAGE)));
  }

  @Test
  void aListIsInOrderOfKindAndIdWithSizes() {
    create(LOG, 2 * PAGE);
    create(new FileId(FileId.Kind.WAL, 300), PAGE);
    create(OTHER, 3 * PAGE);
    ByteBuffer rows = disk.buffer(PAGE);
    disk.list(++nextTicket, rows, 0, PAGE);
    assertEquals(3 * Host.LIST_ROW_BYTES, expect(DiskStatus.OK).length());
    assertRow(rows, 0, OTHER, 3 * PAGE);
    assertRow(rows, 1, LOG, 2 * PAGE);
    assertRow(rows, 2, new FileId(FileId.Kind.WAL, 300), PAGE);
  }

  @Test
  void aListThatDoesNotFitSaysSo() {
    create(LOG, PAGE);
    create(OTHER, PAGE);
    disk.list(++nextTicket, disk.buffer(PAGE), 0, Host.LIST_ROW_BYTES);
    expect(DiskStatus.NO_SPACE);
  }

  @Test
  void aDeletedFileIsGone() {
    create(LOG, PAGE);
    disk.delete(++nextTicket, LOG);
    expect(DiskStatus.OK);
    disk.read(++nextTicket, LOG, 0, disk.buffer(PAGE), 0, PAGE);
    expect(DiskStatus.NO_SUCH_FILE);
    disk.delete(++nextTicket, LOG);
    expect(DiskStatus.NO_SUCH_FILE);
  }

  @Test
  void aDeletedFileCanBeMadeAgainAndIsFullOfZeros() {
    create(LOG, PAGE);
    write(LOG, 0, filled(PAGE, 8), true);
    disk.delete(++nextTicket, LOG);
    expect(DiskStatus.OK);
    create(LOG, 2 * PAGE);
    assertEquals(0, sum(read(LOG, 0, 2 * PAGE)));
  }

  @Test
  void aFileIsNotCreatedTwice() {
    create(LOG, PAGE);
    write(LOG, 0, filled(PAGE, 2), true);
    disk.create(++nextTicket, LOG, PAGE);
    expect(DiskStatus.NO_SUCH_FILE);
    assertEquals(2L * PAGE, sum(read(LOG, 0, PAGE)));
  }

  @Test
  void operationsOnAFileThatDoesNotExistSaySo() {
    disk.write(++nextTicket, LOG, 0, filled(PAGE, 1), 0, PAGE, true);
    expect(DiskStatus.NO_SUCH_FILE);
    disk.read(++nextTicket, LOG, 0, disk.buffer(PAGE), 0, PAGE);
    expect(DiskStatus.NO_SUCH_FILE);
    disk.sync(++nextTicket, LOG);
    expect(DiskStatus.NO_SUCH_FILE);
  }

  @Test
  void aTransferBeyondTheEndFailsAndChangesNothing() {
    create(LOG, 2 * PAGE);
    disk.write(++nextTicket, LOG, PAGE, filled(2 * PAGE, 1), 0, 2 * PAGE, true);
    expect(DiskStatus.IO_ERROR);
    disk.read(++nextTicket, LOG, 2 * PAGE, disk.buffer(PAGE), 0, PAGE);
    expect(DiskStatus.IO_ERROR);
    assertEquals(0, sum(read(LOG, 0, 2 * PAGE)));
  }

  private void create(FileId file, long sizeBytes) {
    disk.create(++nextTicket, file, sizeBytes);
    expect(DiskStatus.OK);
  }

  private void write(FileId file, long offset, ByteBuffer buffer, boolean durable) {
    disk.write(++nextTicket, file, offset, buffer, 0, buffer.capacity(), durable);
    expect(DiskStatus.OK);
  }

  private ByteBuffer read(FileId file, long offset, int length) {
    ByteBuffer buffer = filled(length, 77);
    disk.read(++nextTicket, file, offset, buffer, 0, length);
    assertEquals(length, expect(DiskStatus.OK).length());
    return buffer;
  }

  private Completion expect(DiskStatus status) {
    Completion ended = disk.await();
    assertEquals(nextTicket, ended.ticket());
    assertEquals(status, ended.status());
    return ended;
  }

  private ByteBuffer filled(int bytes, int value) {
    ByteBuffer buffer = disk.buffer(bytes);
    for (int i = 0; i < bytes; i++) {
      buffer.put(i, (byte) value);
    }
    return buffer;
  }

  private static long sum(ByteBuffer buffer) {
    return sum(buffer, 0, buffer.capacity());
  }

  private static long sum(ByteBuffer buffer, int offset, int length) {
    long sum = 0;
    for (int i = offset; i < offset + length; i++) {
      sum += buffer.get(i);
    }
    return sum;
  }

  private static void assertRow(ByteBuffer rows, int row, FileId file, long sizeBytes) {
    int at = row * Host.LIST_ROW_BYTES;
    assertEquals((long) file.kind().code() << 56, rows.getLong(at));
    assertEquals(file.id(), rows.getLong(at + 8));
    assertEquals(sizeBytes, rows.getLong(at + 16));
  }
}
