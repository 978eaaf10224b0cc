package io.apexkv.kernel.store;

import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.InvariantViolation;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A buddy allocator over the chunks of {@link Memory} (Knowlton, <i>A Fast Storage Allocator</i>,
 * CACM 8(10), 1965): blocks of 16 KiB times two to the power of their <i>order</i>, up to a whole
 * chunk. A free block merges with its buddy as soon as both are free, so a chunk whose blocks have
 * all come back is whole again.
 *
 * <p>An <i>address</i> is a chunk's number (from 1) in the upper half of a long and an offset in
 * the lower, so 0 is no address. A <i>block number</i> counts the smallest blocks of all chunks; a
 * larger block has the number of its first.
 *
 * <p>Taking a chunk is separate from allocating: {@link #hold} makes sure that a demand can be met
 * and {@link #allocate} only divides what is held. Chunks that others take from the same memory
 * later therefore can't break a promise.
 */
final class Blocks {

  /** No address. */
  static final long NONE = 0;

  /** Size of the smallest block. */
  static final int BLOCK_BYTES = 16 << 10;

  private static final int BLOCK_SHIFT = Integer.numberOfTrailingZeros(BLOCK_BYTES);
  private static final byte NOT_FREE = -1;

  private final Memory memory;
  private final int topOrder;

  /** By number; number 0 is never used. */
  private @Nullable ByteBuffer[] chunks = new @Nullable ByteBuffer[2];

  private int heldChunks;

  /** By order: the first of a doubly linked list of free blocks, or 0. */
  private final int[] freeHead;

  /** By order: the length of that list. */
  private final int[] freeCount;

  /** By block number: the order of the free block that begins there, or NOT_FREE. */
  private byte[] freeOrder = new byte[0];

  private int[] next = new int[0];
  private int[] previous = new int[0];

  Blocks(Memory memory) {
    int chunkBytes = memory.chunkBytes();
    Check.that(Integer.bitCount(chunkBytes) == 1, "a chunk is a power of two", chunkBytes);
    Check.that(chunkBytes >= BLOCK_BYTES, "a chunk holds a block", chunkBytes);
    this.memory = memory;
    topOrder = Integer.numberOfTrailingZeros(chunkBytes) - BLOCK_SHIFT;
    freeHead = new int[topOrder + 1];
    freeCount = new int[topOrder + 1];
  }

  static int offset(long address) {
    return (int) address;
  }

  /** The order of a whole chunk. */
  int topOrder() {
    return topOrder;
  }

  /** Chunks taken from the memory and not given back. */
  int heldChunks() {
    return heldChunks;
  }

  /** Held chunks of which nothing is allocated. */
  int emptyChunks() {
    return freeCount[topOrder];
  }

  /** The chunk that an address points into. */
  ByteBuffer chunk(long address) {
    ByteBuffer chunk = chunks[(int) (address >>> 32)];
    if (chunk == null) {
      throw new InvariantViolation("an address points into a held chunk");
    }
    return chunk;
  }

  int blockNumber(long address) {
    return ((int) (address >>> 32) << topOrder) + (offset(address) >>> BLOCK_SHIFT);
  }

  long address(int block) {
    int chunk = block >>> topOrder;
    int index = block - (chunk << topOrder);
    return (long) chunk << 32 | (long) index << BLOCK_SHIFT;
  }

  /**
   * Takes chunks until so many blocks could be allocated all at once.
   *
   * @param demand how many blocks, by order
   * @param pages how many blocks of order 0 on top of that
   * @return false if the memory's budget ends before; chunks taken are kept
   */
  boolean hold(long[] demand, long pages) {
    while (!covers(demand, pages, 0)) {
      if (!takeChunk()) {
        return false;
      }
    }
    return true;
  }

  /** Gives empty chunks back until only so many are held: what {@link #hold} took in vain. */
  void giveBack(int toHeldChunks) {
    while (heldChunks > toHeldChunks) {
      giveChunk();
    }
  }

  /** Gives empty chunks back, except one, as far as the rest still covers the demand. */
  void trim(long[] demand, long pages) {
    while (emptyChunks() > 1 && covers(demand, pages, 1)) {
      giveChunk();
    }
  }

  /** Allocates a block of an order that is known to be held; its content is arbitrary. */
  long allocate(int order) {
    int found = order;
    while (found <= topOrder && freeCount[found] == 0) {
      found++;
    }
    Check.that(found <= topOrder, "an allocated block is held", order);
    int block = freeHead[found];
    unlink(block);
    while (found > order) {
      found--;
      link(block + (1 << found), found);
    }
    return address(block);
  }

  /** Gives a block back. */
  void free(long address, int order) {
    int block = blockNumber(address);
    int merged = order;
    while (merged < topOrder && freeOrder[block ^ (1 << merged)] == merged) {
      int buddy = block ^ (1 << merged);
      unlink(buddy);
      block = Math.min(block, buddy);
      merged++;
    }
    link(block, merged);
  }

  /**
   * Whether the free blocks suffice for a demand, from the largest order down: what an order has
   * left over serves the next one twice. As {@link #allocate} splits the smallest block that does,
   * any order of allocation succeeds if this one does.
   */
  private boolean covers(long[] demand, long pages, int chunksFewer) {
    long left = freeCount[topOrder] - chunksFewer - demand[topOrder];
    for (int order = topOrder - 1; order >= 0 && left >= 0; order--) {
      left = 2 * left + freeCount[order] - demand[order];
    }
    return left >= pages;
  }

  private boolean takeChunk() {
    ByteBuffer chunk = memory.take();
    if (chunk == null) {
      return false;
    }
    int number = 1;
    while (number < chunks.length && chunks[number] != null) {
      number++;
    }
    if (number >= chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * chunks.length);
    }
    chunks[number] = chunk;
    heldChunks++;
    int blocks = Math.multiplyExact(chunks.length, 1 << topOrder);
    if (blocks > freeOrder.length) {
      int old = freeOrder.length;
      freeOrder = Arrays.copyOf(freeOrder, blocks);
      Arrays.fill(freeOrder, old, blocks, NOT_FREE);
      next = Arrays.copyOf(next, blocks);
      previous = Arrays.copyOf(previous, blocks);
    }
    link(number << topOrder, topOrder);
    return true;
  }

  private void giveChunk() {
    Check.that(emptyChunks() > 0, "only empty chunks are given back");
    int block = freeHead[topOrder];
    int number = block >>> topOrder;
    ByteBuffer chunk = chunk(address(block));
    unlink(block);
    chunks[number] = null;
    heldChunks--;
    memory.give(chunk);
  }

  private void link(int block, int order) {
    int second = freeHead[order];
    next[block] = second;
    previous[block] = 0;
    if (second != 0) {
      previous[second] = block;
    }
    freeHead[order] = block;
    freeCount[order]++;
    freeOrder[block] = (byte) order;
  }

  private void unlink(int block) {
    int order = freeOrder[block];
    if (previous[block] == 0) {
      freeHead[order] = next[block];
    } else {
      next[previous[block]] = next[block];
    }
    if (next[block] != 0) {
      previous[next[block]] = previous[block];
    }
    freeCount[order]--;
    freeOrder[block] = NOT_FREE;
  }
}
