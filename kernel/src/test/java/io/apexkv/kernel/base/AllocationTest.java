package io.apexkv.kernel.base;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What says that it allocates nothing once it is warm. */
class AllocationTest {

  private static final int OPERATIONS = 100_000;

  private long sink;

  @Test
  void measuringSeesAllocations() {
    long bytes = Allocations.bytesOfSecondRun(() -> sink += new long[1000].length);
    assertTrue(bytes >= 8000, "bytes " + bytes);
  }

  @Test
  void mapsQueuesAndTimersAllocateNothingWhenWarm() {
    LongMap<String> map = new LongMap<>();
    LongLongMap longs = new LongLongMap(-1);
    LongQueue queue = new LongQueue();
    TimerQueue timers = new TimerQueue();
    assertSilent(
        () -> {
          for (int index = 0; index < OPERATIONS; index++) {
            map.put(index, "x");
            longs.put(index, index);
            queue.addLast(index);
            timers.set(index % 100, index);
            if (index >= 100) {
              map.remove(index - 100);
              longs.remove(index - 100);
              sink += queue.removeFirst() + timers.pollDue(index);
            }
            sink += longs.get(index) + map.first() + timers.nextDeadlineNanos();
          }
          map.clear();
          longs.clear();
          queue.clear();
        });
  }

  @Test
  void drawsAndBytesAllocateNothing() {
    ByteBuffer heap = ByteBuffer.allocate(4096);
    ByteBuffer direct = ByteBuffer.allocateDirect(4096);
    Crc crc = new Crc();
    assertSilent(
        () -> {
          for (int index = 0; index < OPERATIONS; index++) {
            sink += Streams.below(Streams.draw(1, 2, index, 4, 5), 100);
            sink += Bytes.hash64(heap, 1, 100, index) + Bytes.hash64(direct, 1, 100, index);
            sink += crc.of(heap, 1, 100) + crc.of(direct, 1, 100);
            sink += Bytes.compare(heap, 0, 100, direct, 0, 100);
            Bytes.copy(heap, 0, direct, 100, 100);
          }
        });
  }

  private static void assertSilent(Runnable code) {
    long bytes = Allocations.bytesOfSecondRun(code);
    assertTrue(bytes < OPERATIONS / 10, "allocated " + bytes + " bytes");
  }
}
