package io.apexkv.runtime.disk;

import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's memory in a real node: direct buffers outside the heap, which a disk transfers as
 * they are. Chunks are kept for the next taker. Used by one thread.
 *
 * <p>They are allocated in regions, of which a system that is told to (as the launcher tells glibc)
 * makes mostly huge pages: a large store's items are spread over all of it, and each look at one
 * takes entries of the processor's page tables. And they are allocated shortly before they are
 * needed, by another thread, since to clear a region takes milliseconds, and much longer where huge
 * pages have to be found.
 */
public final class DirectMemory implements Memory {

  private static final Logger LOG = LoggerFactory.getLogger(DirectMemory.class);

  private static final int REGION_BYTES = 16 << 20;

  /** With so few free chunks the next region is begun; a busy node takes one in 50 ms. */
  private static final int FEW = 1;

  private final int chunkBytes;
  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

  /** Chunks of the budget that no region has, the next one's included. */
  private int unallocated;

  private @Nullable CompletableFuture<ByteBuffer> nextRegion;

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
    if (free.isEmpty() && unallocated > 0) {
      addRegion();
    }
    ByteBuffer chunk = free.pollLast();
    if (free.size() <= FEW && unallocated > 0 && nextRegion == null) {
      nextRegion = beginRegion();
    }
    return chunk;
  }

  private CompletableFuture<ByteBuffer> beginRegion() {
    int bytes = Math.min(unallocated, Math.max(1, REGION_BYTES / chunkBytes)) * chunkBytes;
    return CompletableFuture.supplyAsync(
        () -> allocate(bytes), task -> Thread.ofPlatform().daemon().name("memory").start(task));
  }

  /** Cuts the next region into chunks, waiting for it if need be. */
  private void addRegion() {
    CompletableFuture<ByteBuffer> begun = nextRegion == null ? beginRegion() : nextRegion;
    nextRegion = null;
    try {
      ByteBuffer region = begun.join();
      for (int end = region.capacity(); end > 0; end -= chunkBytes) {
        free.addLast(region.slice(end - chunkBytes, chunkBytes));
        unallocated--;
      }
    } catch (CompletionException machineHasLess) {
      LOG.error(
          "the machine, or -XX:MaxDirectMemorySize, gives less memory than the budget: {}",
          String.valueOf(machineHasLess.getCause()));
      unallocated = 0;
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
