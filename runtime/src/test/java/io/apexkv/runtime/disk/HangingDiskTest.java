package io.apexkv.runtime.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stop while the device hangs until the test lets it go on. */
class HangingDiskTest {

  private static final int BLOCK = 4096;
  private static final FileId SEGMENT = new FileId(FileId.Kind.WAL, 1);
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path directory;
  private final DiskBench bench = new DiskBench();
  private final ByteBuffer block = DirectMemory.allocate(BLOCK);

  private final class Device extends Performer {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);

    /** Tickets of what began, and once more those of each slice of a file that is made. */
    private final List<Long> began = new CopyOnWriteArrayList<>();

    private volatile @Nullable Thread thread;
    private final DiskOperation.Kind hangsIn;
    private boolean closed;

    Device(DiskOperation.Kind hangsIn) {
      super(directory, new DataFiles(directory, DiskMode.BUFFERED, new DiskCounters()));
      this.hangsIn = hangsIn;
    }

    @Override
    boolean perform(DiskOperation operation) {
      began.add(operation.ticket);
      if (operation.kind == hangsIn && operation.kind != DiskOperation.Kind.CREATE) {
        hang();
      }
      return super.perform(operation);
    }

    @Override
    boolean step(DiskOperation operation) {
      began.add(operation.ticket);
      if (hangsIn == DiskOperation.Kind.CREATE) {
        hang();
      }
      return super.step(operation);
    }

    private void hang() {
      thread = Thread.currentThread();
      reached.countDown();
      try {
        assertTrue(letGo.await(LONG.toSeconds(), TimeUnit.SECONDS));
      } catch (InterruptedException interrupted) {
        throw new AssertionError(interrupted);
      }
    }

    void awaitHanging() throws InterruptedException {
      assertTrue(reached.await(LONG.toSeconds(), TimeUnit.SECONDS));
    }

    void goOnToTheEnd() throws InterruptedException {
      letGo.countDown();
      Thread disk = thread;
      assertNotNull(disk);
      assertTrue(disk.join(LONG), "the disk's thread ends by itself");
    }

    @Override
    void close() {
      closed = true;
      super.close();
    }
  }

  @Test
  void whatWaitedBehindAHangingOperationNeverBegins() throws InterruptedException {
    Device device = new Device(DiskOperation.Kind.WRITE);
    Disk disk = new FileDisk(device, "disk", Duration.ZERO, bench::wake);
    disk.write(1, SEGMENT, 0, block, 0, BLOCK, true);
    disk.write(2, SEGMENT, 0, block, 0, BLOCK, true);
    disk.begin();
    device.awaitHanging();
    disk.close();
    assertTrue(disk.mayStillWrite());
    assertFalse(device.closed, "the files are left to the thread that uses them");
    device.goOnToTheEnd();
    assertEquals(List.of(1L), device.began);
    disk.close();
    assertFalse(disk.mayStillWrite());
    assertTrue(device.closed);
  }

  @Test
  void aFileThatIsBeingMadeIsNotFilledAnyFurther() throws InterruptedException {
    Device device = new Device(DiskOperation.Kind.CREATE);
    Disk disk = new FileDisk(device, "disk", Duration.ZERO, bench::wake);
    disk.create(1, SEGMENT, 8 << 20);
    disk.create(2, new FileId(FileId.Kind.WAL, 2), 8 << 20);
    disk.begin();
    device.awaitHanging();
    disk.close();
    assertTrue(disk.mayStillWrite());
    device.goOnToTheEnd();
    assertEquals(List.of(1L, 1L), device.began);
  }

  @Test
  void aWriteThatHangsIsTheLastAlsoWhileAFileIsBeingMade() throws InterruptedException {
    Device device = new Device(DiskOperation.Kind.WRITE);
    Disk disk = new FileDisk(device, "disk", Duration.ZERO, bench::wake);
    int length = Creation.SLICE_BYTES; // with so much written, three slices are due after it
    disk.create(1, SEGMENT, 8 << 20);
    disk.write(2, SEGMENT, 0, DirectMemory.allocate(length), 0, length, true);
    disk.begin();
    device.awaitHanging();
    List<Long> before = List.copyOf(device.began); // on a slow machine with slices of the file
    disk.close();
    device.goOnToTheEnd();
    assertEquals(before, device.began);
  }

  @Test
  void aStopWaitsForAllThatWasAsked() throws InterruptedException {
    Device device = new Device(DiskOperation.Kind.WRITE);
    Disk disk = new FileDisk(device, "disk", LONG, bench::wake);
    disk.write(1, SEGMENT, 0, block, 0, BLOCK, true);
    disk.write(2, SEGMENT, 0, block, 0, BLOCK, true);
    disk.begin();
    device.letGo.countDown();
    disk.close();
    assertFalse(disk.mayStillWrite());
    assertEquals(List.of(1L, 2L), device.began);
    assertTrue(device.closed);
  }
}
