package io.apexkv.runtime.disk;

import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's memory in a real node: direct buffers outside the heap, which a disk transfers as
 * they are. Chunks are allocated when they are first needed and kept for the next taker. Used by
 * one thread.
 */
public final class DirectMemory implements Memory {

  private static final Logger LOG = LoggerFactory.getLogger(DirectMemory.class);

  private final int chunkBytes;
  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
  private int unallocated;

  /**
   * @param chunkBytes size of a chunk: a power of two, at least 64 KiB
   * @param budgetBytes the most that is ever allocated; a rest smaller than a chunk is not used
   */
  public DirectMemory(int chunkBytes, long budgetBytes) {
    if (Integer.bitCount(chunkBytes) != 1 || chunkBytes < 64 << 10) {
      throw new IllegalArgumentException(
          "a chunk is a power of two of at least 65536 bytes, but got " + chunkBytes);
    }
    this.chunkBytes = chunkBytes;
    this.unallocated = Math.toIntExact(budgetBytes / chunkBytes);
  }

  @Override
  public int chunkBytes() {
    return chunkBytes;
  }

  @Override
  public int available() {
    return free.size() + unallocated;
  }

  @Override
  public @Nullable ByteBuffer take() {
    ByteBuffer chunk = free.pollLast();
    return chunk == null && unallocated > 0 ? allocateNext() : chunk;
  }

  private @Nullable ByteBuffer allocateNext() {
    try {
      unallocated--;
      return allocate(chunkBytes);
    } catch (OutOfMemoryError machineHasLess) {
      LOG.error(
          "the machine, or -XX:MaxDirectMemorySize, gives less memory than the budget: {}",
          machineHasLess.getMessage());
      unallocated = 0;
      return null;
    }
  }

  @Override
  public void give(ByteBuffer chunk) {
    Check.that(chunk.capacity() == chunkBytes, "only chunks are given back", chunk.capacity());
    free.addLast(chunk);
  }

  /** A direct buffer of this many bytes whose address is a multiple of 4,096. */
  static ByteBuffer allocate(int bytes) {
    return ByteBuffer.allocateDirect(bytes + ALIGNMENT_BYTES - 1).alignedSlice(ALIGNMENT_BYTES);
  }
}
