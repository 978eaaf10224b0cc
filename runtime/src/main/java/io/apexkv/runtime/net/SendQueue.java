package io.apexkv.runtime.net;

import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.Nullable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Bytes that go out: copied in during a flush, and written by one gathering write for as many
 * buffers as the system takes.
 */
final class SendQueue {

  private static final int GATHERED = 16;

  private BufferPool pool;

  /** Each from its position (written up to there) to its limit (filled up to there). */
  private final ArrayDeque<ByteBuffer> buffers = new ArrayDeque<>();

  private int pendingBytes;

  SendQueue(BufferPool pool) {
    this.pool = pool;
  }

  /**
   * Copies bytes in.
   *
   * @return false if the buffers' budget is used up; then only some were copied, and the connection
   *     is of no use any more
   */
  boolean append(ByteBuffer source, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      ByteBuffer last = buffers.peekLast();
      if (last == null || last.limit() == last.capacity()) {
        last = pool.take(BufferPool.SMALLEST_BYTES);
        if (last == null) {
          return false;
        }
        buffers.addLast(last.limit(0));
      }
      int filled = last.limit();
      int count = Math.min(left, last.capacity() - filled);
      last.limit(filled + count);
      last.put(filled, source, from, count);
      from += count;
      left -= count;
      pendingBytes += count;
    }
    return true;
  }

  /**
   * Writes until everything is written or the socket takes no more.
   *
   * @param scratch at least {@value #GATHERED} elements, all null before and after
   * @return bytes written
   */
  int write(SocketChannel channel, @Nullable ByteBuffer[] scratch) throws IOException {
    int written = 0;
    while (pendingBytes > 0) {
      int asked = pendingBytes;
      int count = (int) writeOnce(channel, scratch);
      pendingBytes -= count;
      written += count;
      releaseWritten();
      if (count == 0 || (count < asked && buffers.size() < GATHERED)) {
        break;
      }
    }
    return written;
  }

  private long writeOnce(SocketChannel channel, @Nullable ByteBuffer[] scratch) throws IOException {
    ByteBuffer first = buffers.getFirst();
    if (buffers.size() == 1) {
      return channel.write(first);
    }
    int gathered = 0;
    for (ByteBuffer buffer : buffers) {
      if (gathered == GATHERED) {
        break;
      }
      scratch[gathered++] = buffer;
    }
    try {
      return channel.write(scratch, 0, gathered);
    } finally {
      Arrays.fill(scratch, 0, gathered, null);
    }
  }

  private void releaseWritten() {
    ByteBuffer first = buffers.peekFirst();
    while (first != null && !first.hasRemaining()) {
      pool.give(buffers.removeFirst());
      first = buffers.peekFirst();
    }
  }

  /** Takes buffers from another pool from now on; nothing may be queued. */
  void useBuffersOf(BufferPool other) {
    Check.that(buffers.isEmpty(), "a queue changes its pool while it is empty", pendingBytes);
    pool = other;
  }

  int pendingBytes() {
    return pendingBytes;
  }

  void release() {
    while (!buffers.isEmpty()) {
      pool.give(buffers.removeFirst());
    }
    pendingBytes = 0;
  }
}
