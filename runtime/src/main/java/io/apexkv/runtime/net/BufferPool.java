package io.apexkv.runtime.net;

import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Direct buffers for sockets, in sizes of powers of two, kept for the next taker and never more
 * than a budget. Used by the event loop's thread.
 */
final class BufferPool {

  /** The ordinary size: most frames, and a good read or write. */
  static final int SMALLEST_BYTES = 64 << 10;

  /** The largest frame of a peer, and more than the largest of a client. */
  static final int LARGEST_BYTES = 4 << 20;

  private final List<ArrayDeque<ByteBuffer>> freeBySize = new ArrayList<>();
  private long unallocatedBytes;

  BufferPool(long budgetBytes) {
    this.unallocatedBytes = budgetBytes;
    for (int size = SMALLEST_BYTES; size <= LARGEST_BYTES; size <<= 1) {
      freeBySize.add(new ArrayDeque<>());
    }
  }

  /**
   * Takes an empty buffer of at least this many bytes (at most 4 MiB), or returns null if the
   * budget is used up.
   */
  @Nullable
  ByteBuffer take(int leastBytes) {
    int wanted = sizeClass(leastBytes);
    ByteBuffer exact = freeBySize.get(wanted).pollLast();
    if (exact != null) {
      return exact.clear();
    }
    int bytes = SMALLEST_BYTES << wanted;
    if (bytes <= unallocatedBytes) {
      unallocatedBytes -= bytes;
      return ByteBuffer.allocateDirect(bytes);
    }
    for (int larger = wanted + 1; larger < freeBySize.size(); larger++) {
      ByteBuffer buffer = freeBySize.get(larger).pollLast();
      if (buffer != null) {
        return buffer.clear();
      }
    }
    return null;
  }

  /** Gives back a buffer of {@link #take}. */
  void give(ByteBuffer buffer) {
    freeBySize.get(sizeClass(buffer.capacity())).addLast(buffer);
  }

  private static int sizeClass(int bytes) {
    int units = (bytes + SMALLEST_BYTES - 1) / SMALLEST_BYTES;
    return 32 - Integer.numberOfLeadingZeros(Math.max(units, 1) - 1);
  }
}
