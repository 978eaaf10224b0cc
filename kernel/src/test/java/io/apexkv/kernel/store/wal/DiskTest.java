package io.apexkv.kernel.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.base.InvariantViolation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiskTest {

  private final ModelDisk host = new ModelDisk();
  private final Disk disk = new Disk();
  private final List<String> done = new ArrayList<>();

  @Test
  void operationsWaitForTheFlushAndAreEmittedInOrder() {
    disk.create(WalNode.segment(1), 8192, handler("create"));
    disk.sync(WalNode.segment(1), handler("sync"));
    disk.delete(WalNode.segment(1), handler("delete"));
    assertEquals(List.of(), host.pending);
    assertEquals(3, disk.pending());
    disk.emit(host);
    List<String> kinds = host.pending.stream().map(ModelDisk.Pending::kind).toList();
    assertEquals(List.of("create", "sync", "delete"), kinds);
    assertEquals(
        List.of(1L, 2L, 3L), host.pending.stream().map(ModelDisk.Pending::ticket).toList());
    disk.emit(host);
    assertEquals(3, host.pending.size());
  }

  @Test
  void completionsFindTheirHandlersInAnyOrder() {
    disk.create(WalNode.segment(1), 8192, handler("first"));
    disk.create(WalNode.segment(2), 8192, handler("second"));
    disk.emit(host);
    host.complete(1, disk);
    host.complete(0, disk);
    assertEquals(List.of("second OK", "first OK"), done);
    assertEquals(0, disk.pending());
  }

  @Test
  void aHandlerMayQueueTheNextOperationUnderANewTicket() {
    disk.create(
        WalNode.segment(1),
        8192,
        (status, buffer, length) -> disk.sync(WalNode.segment(1), handler("sync")));
    disk.emit(host);
    host.complete(0, disk);
    disk.emit(host);
    assertEquals(2, host.pending.getFirst().ticket());
    host.complete(0, disk);
    assertEquals(List.of("sync OK"), done);
  }

  @Test
  void aReadComesBackWithItsBuffer() {
    host.files.put(WalNode.segment(1), new byte[8192]);
    host.segment(1)[4099] = 42;
    ByteBuffer given = ByteBuffer.allocate(8192);
    disk.read(
        WalNode.segment(1),
        4096,
        given,
        4096,
        4096,
        (status, buffer, length) -> {
          assertSame(given, buffer);
          done.add(status + " " + length + " " + given.get(4099));
        });
    disk.emit(host);
    host.complete(0, disk);
    assertEquals(List.of("OK 4096 42"), done);
  }

  @Test
  void aFailureReachesItsHandlerOnce() {
    host.failKind = "create";
    host.failNext = DiskStatus.NO_SPACE;
    disk.create(WalNode.segment(1), 8192, handler("create"));
    disk.emit(host);
    host.complete(0, disk);
    assertEquals(List.of("create NO_SPACE"), done);
  }

  @Test
  void aCompletionOfNothingUnderWayIsABrokenHost() {
    assertThrows(InvariantViolation.class, () -> disk.done(1, DiskStatus.OK, null, 0));
    disk.create(WalNode.segment(1), 8192, handler("create"));
    assertThrows(InvariantViolation.class, () -> disk.done(1, DiskStatus.OK, null, 0));
    disk.emit(host);
    disk.done(1, DiskStatus.OK, null, 0);
    assertThrows(InvariantViolation.class, () -> disk.done(1, DiskStatus.OK, null, 0));
  }

  @Test
  void aTransferThatIsNotAlignedIsABrokenInvariant() {
    ByteBuffer buffer = ByteBuffer.allocate(8192);
    Disk.Handler handler = handler("never");
    assertThrows(
        InvariantViolation.class,
        () -> disk.write(WalNode.segment(1), 512, buffer, 0, 4096, true, handler));
    assertThrows(
        InvariantViolation.class,
        () -> disk.read(WalNode.segment(1), 4096, buffer, 0, 512, handler));
    assertThrows(
        InvariantViolation.class, () -> disk.read(WalNode.segment(1), 4096, buffer, 0, 0, handler));
  }

  private Disk.Handler handler(String name) {
    return (status, buffer, length) -> done.add(name + " " + status);
  }
}
