package io.apexkv.sim.replay;

import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** As many chunks as the recorded node had. */
final class ReplayMemory implements Memory {

  private final int chunkBytes;
  private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();
  private int available;

  ReplayMemory(int chunkBytes, int chunks) {
    this.chunkBytes = chunkBytes;
    this.available = chunks;
  }

  @Override
  public int chunkBytes() {
    return chunkBytes;
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
    ByteBuffer chunk = free.poll();
    return chunk == null ? ByteBuffer.allocate(chunkBytes) : chunk;
  }

  @Override
  public void give(ByteBuffer chunk) {
    available++;
    free.push(chunk);
  }
}
