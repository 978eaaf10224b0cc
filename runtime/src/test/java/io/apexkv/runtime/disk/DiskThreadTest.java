package io.apexkv.runtime.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.FileId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * In which order a file is made and other operations are performed, with a clock that stands still:
 * so nothing is due for the time that has passed.
 */
@Timeout(60)
class DiskThreadTest {

  private static final long FILE = 1;
  private static final int SLICES = 32;
  private static final int BATCH = Creation.SLICE_BYTES;
  private static final Duration LONG = Duration.ofSeconds(20);

  private final CountDownLatch allAsked = new CountDownLatch(1);
  private final CountDownLatch fileMade = new CountDownLatch(1);
  private final Recorder recorder = new Recorder();
  private final DiskThread thread = new DiskThread("disk", 256, recorder, () -> {}, () -> 0);

  /** What was performed, by ticket; a file's once when it is begun and once for each slice. */
  private final class Recorder extends Performer {

    private final List<Long> performed = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch inTheMiddle = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private volatile int stopsInSlice = -1;
    private int slices;

    Recorder() {
      super(
          Path.of("nowhere"),
          new DataFiles(Path.of("nowhere"), DiskMode.BUFFERED, new DiskCounters()));
    }

    @Override
    boolean perform(DiskOperation operation) {
      performed.add(operation.ticket);
      if (operation.kind == DiskOperation.Kind.CREATE) {
        await(allAsked);
        return false;
      }
      return true;
    }

    @Override
    boolean step(DiskOperation operation) {
      performed.add(operation.ticket);
      if (++slices == stopsInSlice) {
        inTheMiddle.countDown();
        await(goOn);
      }
      if (slices == SLICES) {
        fileMade.countDown();
      }
      return slices == SLICES;
    }
  }

  @Test
  void aBatchIsFollowedByThreeTimesAsManyBytesOfTheFile() {
    ask(DiskOperation.Kind.CREATE, FILE, 0);
    ask(DiskOperation.Kind.WRITE, 2, BATCH);
    ask(DiskOperation.Kind.WRITE, 3, BATCH / 3 - 3); // earns a slice but for a few bytes
    ask(DiskOperation.Kind.WRITE, 4, BATCH);
    allAsked.countDown();
    await(fileMade);
    List<Long> expected = List.of(1L, 2L, 1L, 1L, 1L, 3L, 4L, 1L, 1L, 1L);
    assertEquals(expected, recorder.performed.subList(0, expected.size()));
    assertTrue(thread.close(LONG));
  }

  @Test
  void aDiskWithNothingElseToDoMakesTheWholeFile() {
    ask(DiskOperation.Kind.CREATE, FILE, 0);
    allAsked.countDown();
    await(fileMade);
    assertTrue(thread.close(LONG));
    assertEquals(Collections.nCopies(1 + SLICES, FILE), recorder.performed);
  }

  @Test
  void whatIsAskedMeanwhileGoesBeforeTheRestOfTheFile() {
    recorder.stopsInSlice = 10;
    ask(DiskOperation.Kind.CREATE, FILE, 0);
    allAsked.countDown();
    await(recorder.inTheMiddle);
    ask(DiskOperation.Kind.WRITE, 2, 4096);
    recorder.goOn.countDown();
    await(fileMade);
    assertTrue(thread.close(LONG));
    assertEquals(1 + 10, recorder.performed.indexOf(2L));
    assertEquals(1 + SLICES + 1, recorder.performed.size());
  }

  @Test
  void aStopWaitsForTheFileThatIsBeingMade() {
    ask(DiskOperation.Kind.CREATE, FILE, 0);
    allAsked.countDown();
    assertTrue(thread.close(LONG));
    assertEquals(1 + SLICES, recorder.performed.size());
  }

  private void ask(DiskOperation.Kind kind, long ticket, int bytes) {
    DiskOperation operation = new DiskOperation();
    operation.ask(kind, ticket, new FileId(FileId.Kind.WAL, ticket), 0);
    operation.length = bytes;
    thread.ask(operation);
    thread.wake();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertTrue(latch.await(20, TimeUnit.SECONDS));
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }
}
