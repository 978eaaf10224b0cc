package io.apexkv.sim.world;

import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A kernel's chunks, from a pool that all processes of a world share. Chunks come with arbitrary
 * content, and the beginning of one that is given back is overwritten at once, so that whoever
 * still reads it is found out. What a dead kernel held is reclaimed; its writes in flight are
 * unharmed, because the simulated disk took their bytes at submission.
 */
final class SimMemory implements Memory {

  /** Chunks that nobody holds. */
  static final class Pool {
    private final int chunkBytes;
    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

    Pool(int chunkBytes) {
      this.chunkBytes = chunkBytes;
    }
  }

  private static final byte[] POISON = poison();

  private final Pool pool;
  private final int budgetChunks;
  private final List<ByteBuffer> taken = new ArrayList<>();

  SimMemory(Pool pool, int budgetChunks) {
    this.pool = pool;
    this.budgetChunks = budgetChunks;
  }

  @Override
  public int chunkBytes() {
    return pool.chunkBytes;
  }

  @Override
  public int available() {
    return budgetChunks - taken.size();
  }

  @Override
  public @Nullable ByteBuffer take() {
    if (available() == 0) {
      return null;
    }
    ByteBuffer chunk = pool.free.pollLast();
    if (chunk == null) {
      chunk = ByteBuffer.allocate(pool.chunkBytes);
      chunk.put(0, POISON);
    }
    taken.add(chunk);
    return chunk;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // two chunks with equal content are two chunks
  public void give(ByteBuffer chunk) {
    for (int i = taken.size() - 1; i >= 0; i--) {
      if (taken.get(i) == chunk) {
        taken.set(i, taken.get(taken.size() - 1));
        taken.remove(taken.size() - 1);
        putBack(chunk);
        return;
      }
    }
    Check.that(false, "a chunk that is given back was taken");
  }

  /** The kernel is dead: everything comes back. */
  void reclaim() {
    for (int i = 0; i < taken.size(); i++) {
      putBack(taken.get(i));
    }
    taken.clear();
  }

  private void putBack(ByteBuffer chunk) {
    chunk.clear();
    chunk.put(0, POISON);
    pool.free.addLast(chunk);
  }

  private static byte[] poison() {
    byte[] bytes = new byte[4096];
    Arrays.fill(bytes, (byte) 0xDB);
    return bytes;
  }
}
