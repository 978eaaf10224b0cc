package io.apexkv.kernel;

import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * Where a kernel's large and I/O memory comes from: chunks of one fixed size under a hard budget.
 *
 * <p>Every chunk is a big-endian {@link ByteBuffer} whose address is a multiple of 4,096 and whose
 * capacity is {@link #chunkBytes()}, so that a disk may transfer it directly. The runtime hands out
 * direct memory, the simulator recycled arrays; a host reclaims every chunk when its kernel dies,
 * so a kernel need not give anything back when it halts. The content of a taken chunk is arbitrary.
 */
public interface Memory {

  /** Alignment of a chunk's address and of every disk transfer, in bytes. */
  int ALIGNMENT_BYTES = 4096;

  /** Size of every chunk in bytes: a power of two, at least 64 KiB. */
  int chunkBytes();

  /** Chunks that can be taken now before the budget is used up. */
  int available();

  /** Takes a chunk, or returns null when the budget is used up. */
  @Nullable
  ByteBuffer take();

  /** Gives back a chunk that {@link #take} returned; it must not be used afterwards. */
  void give(ByteBuffer chunk);
}
