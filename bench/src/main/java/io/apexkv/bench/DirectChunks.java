package io.apexkv.bench;

import io.apexkv.kernel.Memory;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Chunks outside the heap, as a real node has them. */
public final class DirectChunks implements Memory {

  private final int chunkBytes;
  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
  private int unallocated;

  /**
   * @param chunkBytes length of each
   * @param chunks how many there are at most
   */
  public DirectChunks(int chunkBytes, int chunks) {
    this.chunkBytes = chunkBytes;
    this.unallocated = chunks;
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
  public ByteBuffer take() {
    if (!free.isEmpty()) {
      return free.removeLast();
    }
    unallocated--;
    return ByteBuffer.allocateDirect(chunkBytes + ALIGNMENT_BYTES - 1)
        .alignedSlice(ALIGNMENT_BYTES)
        .slice(0, chunkBytes);
  }

  @Override
  public void give(ByteBuffer chunk) {
    free.addLast(chunk);
  }
}
