package io.apexkv.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.apexkv.kernel.base.InvariantViolation;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SimMemoryTest {

  private final SimMemory.Pool pool = new SimMemory.Pool(65_536);
  private final SimMemory memory = new SimMemory(pool, 2);

  private static ByteBuffer held(@Nullable ByteBuffer chunk) {
    return Objects.requireNonNull(chunk);
  }

  @Test
  void theBudgetIsHard() {
    assertEquals(2, memory.available());
    ByteBuffer one = held(memory.take());
    assertNotNull(memory.take());
    assertNull(memory.take());
    memory.give(one);
    assertEquals(1, memory.available());
    assertNotNull(memory.take());
  }

  @Test
  void aChunkIsGivenBackOnce() {
    ByteBuffer chunk = held(memory.take());
    memory.give(chunk);
    assertThrows(InvariantViolation.class, () -> memory.give(chunk));
  }

  @Test
  void whoReadsAChunkAfterGivingItBackReadsGarbage() {
    ByteBuffer chunk = held(memory.take());
    chunk.putLong(0, 42);
    memory.give(chunk);
    assertNotEquals(42, chunk.getLong(0));
  }

  @Test
  void whatADeadKernelHeldIsForTheNextOne() {
    ByteBuffer chunk = held(memory.take());
    memory.reclaim();
    assertEquals(2, memory.available());
    SimMemory next = new SimMemory(pool, 2);
    assertSame(chunk, next.take());
  }
}
