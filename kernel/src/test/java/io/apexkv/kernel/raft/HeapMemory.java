package io.apexkv.kernel.raft;

import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/** Chunks of ordinary arrays, as many as a test allows. */
final class HeapMemory implements Memory {

  static final int CHUNK_BYTES = 64 << 10;

  private int available;

  HeapMemory(int chunks) {
    available = chunks;
  }

  @Override
  public int chunkBytes() {
    return CHUNK_BYTES;
  }

  @Override
  public int available() {
    return available;
  }

  @Override
  public @Nullable ByteBuffer take() {
    if (available == 0) {
      return null;
    }
    available--;
    return ByteBuffer.allocate(CHUNK_BYTES);
  }

  @Override
  public void give(ByteBuffer chunk) {
    available++;
  }
}
