package io.apexkv.kernel;

import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/** So many chunks of 64 KiB on the heap. */
final class ChunkBudget implements Memory {

  private final int chunks;
  private int taken;

  ChunkBudget(int chunks) {
    this.chunks = chunks;
  }

  /** Whoever took chunks is dead. */
  void reclaim() {
    taken = 0;
  }

  @Override
  public int chunkBytes() {
    return 64 << 10;
  }

  @Override
  public int available() {
    return chunks - taken;
  }

  @Override
  public @Nullable ByteBuffer take() {
    if (available() == 0) {
      return null;
    }
    taken++;
    return ByteBuffer.allocate(chunkBytes());
  }

  @Override
  public void give(ByteBuffer chunk) {
    taken--;
  }
}
