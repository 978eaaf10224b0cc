package io.apexkv.kernel.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Heap chunks under a budget, dirty when taken, and counted. */
final class TestMemory implements Memory {

  private final int chunkBytes;
  private final List<ByteBuffer> taken = new ArrayList<>();
  private int budget;

  TestMemory(int chunkBytes, int budgetChunks) {
    this.chunkBytes = chunkBytes;
    this.budget = budgetChunks;
  }

  int taken() {
    return taken.size();
  }

  /** Changes the budget, as if others had taken or given chunks of it. */
  void budget(int chunks) {
    budget = chunks;
  }

  @Override
  public int chunkBytes() {
    return chunkBytes;
  }

  @Override
  public int available() {
    return Math.max(0, budget - taken.size());
  }

  @Override
  public @Nullable ByteBuffer take() {
    if (available() == 0) {
      return null;
    }
    ByteBuffer chunk = ByteBuffer.allocate(chunkBytes);
    for (int offset = 0; offset < chunkBytes; offset += Long.BYTES) {
      chunk.putLong(offset, 0xDEAD_BEEF_DEAD_BEEFL);
    }
    taken.add(chunk);
    return chunk;
  }

  /** By identity: equal contents don't make it the same chunk. */
  @Override
  @SuppressWarnings("ReferenceEquality")
  public void give(ByteBuffer chunk) {
    assertTrue(taken.removeIf(own -> own == chunk), "only a taken chunk is given back");
  }
}
