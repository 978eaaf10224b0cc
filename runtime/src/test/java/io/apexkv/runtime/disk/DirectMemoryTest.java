package io.apexkv.runtime.disk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DirectMemoryTest {

  @Test
  void memoryHandsOutAlignedChunksUpToItsBudgetAndTheSameOnesAgain() {
    DirectMemory memory = new DirectMemory(1 << 16, 3 * (1 << 16) + 5000);
    assertEquals(3, memory.available());
    ByteBuffer first = chunk(memory);
    for (ByteBuffer chunk : new ByteBuffer[] {first, chunk(memory), chunk(memory)}) {
      assertTrue(chunk.isDirect());
      assertEquals(1 << 16, chunk.capacity());
      assertEquals(0, chunk.alignmentOffset(0, 4096));
      chunk.putLong((1 << 16) - 8, 1);
    }
    assertEquals(0, memory.available());
    assertNull(memory.take());
    memory.give(first);
    assertEquals(1, memory.available());
    assertEquals(first, memory.take());
  }

  @Test
  void chunksOfSeveralRegionsDoNotOverlap() {
    int chunkBytes = 1 << 20;
    DirectMemory memory = new DirectMemory(chunkBytes, 40L << 20);
    List<ByteBuffer> chunks = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      assertEquals(40 - i, memory.available());
      ByteBuffer chunk = chunk(memory);
      assertEquals(0, chunk.alignmentOffset(0, 4096));
      chunk.putInt(0, i).putInt(chunkBytes - 4, i);
      chunks.add(chunk);
    }
    assertNull(memory.take());
    for (int i = 0; i < 40; i++) {
      assertEquals(i, chunks.get(i).getInt(0));
      assertEquals(i, chunks.get(i).getInt(chunkBytes - 4));
    }
  }

  /** Regions have 16 MiB: the second is there before a chunk of it is asked for. */
  @Test
  void theNextRegionIsAllocatedAheadOfItsNeed() throws Exception {
    int chunkBytes = 1 << 20;
    DirectMemory memory = new DirectMemory(chunkBytes, 64L << 20);
    chunk(memory);
    long withOneRegion = allocatedBytes();
    for (int i = 1; i < 15; i++) {
      chunk(memory); // the last of them leaves one chunk
    }
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (allocatedBytes() < withOneRegion + (16 << 20)) {
      assertTrue(System.nanoTime() < until, "nobody allocates the next region");
      TimeUnit.MILLISECONDS.sleep(1);
    }
    assertEquals(64 - 15, memory.available());
  }

  /** Of all direct buffers in this process. */
  private static long allocatedBytes() {
    return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
        .filter(pool -> pool.getName().equals("direct"))
        .mapToLong(BufferPoolMXBean::getMemoryUsed)
        .sum();
  }

  private static ByteBuffer chunk(DirectMemory memory) {
    ByteBuffer chunk = memory.take();
    assertNotNull(chunk);
    return chunk;
  }
}
