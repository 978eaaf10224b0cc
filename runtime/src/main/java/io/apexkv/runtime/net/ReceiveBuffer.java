package io.apexkv.runtime.net;

import io.apexkv.kernel.base.Nullable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Bytes that came in and are not yet delivered. It holds a buffer only while there are any, so that
 * a thousand silent connections cost nothing, and a larger one only once a larger frame has really
 * begun to arrive.
 */
final class ReceiveBuffer {

  /** What {@link #read} found out. */
  enum Read {
    /** Some bytes, or none just now. */
    OPEN,
    /** The other side will send nothing more. */
    ENDED,
    /** The buffers' budget is used up. */
    NO_BUFFER
  }

  private BufferPool pool;

  /** Undelivered bytes are from {@link #begin} to {@link #end}. */
  private @Nullable ByteBuffer buffer;

  private int begin;
  private int end;

  ReceiveBuffer(BufferPool pool) {
    this.pool = pool;
  }

  /** Reads what is there, as far as there is room for it, once. */
  Read read(SocketChannel channel) throws IOException {
    ByteBuffer into = withRoom();
    if (into == null) {
      return Read.NO_BUFFER;
    }
    into.limit(into.capacity()).position(end);
    int count = channel.read(into);
    into.clear();
    end += Math.max(count, 0);
    if (begin == end) {
      release();
    }
    return count < 0 ? Read.ENDED : Read.OPEN;
  }

  /** True if nothing more can be read before something is consumed. */
  boolean isFull() {
    return buffer != null && end - begin == BufferPool.LARGEST_BYTES;
  }

  int size() {
    return end - begin;
  }

  /** The buffer of the undelivered bytes; only while there are any. */
  ByteBuffer bytes() {
    ByteBuffer held = buffer;
    if (held == null) {
      throw new IllegalStateException("there are no bytes");
    }
    return held;
  }

  /** Where in {@link #bytes} they begin. */
  int offset() {
    return begin;
  }

  /** The first of them are delivered. */
  void consume(int count) {
    begin += count;
    if (begin == end) {
      release();
    }
  }

  /** Moves to a buffer of another pool; stays where it is if that has none free. */
  void useBuffersOf(BufferPool other) {
    ByteBuffer held = buffer;
    if (held != null) {
      ByteBuffer moved = other.take(held.capacity());
      if (moved == null) {
        return;
      }
      moved.put(0, held, begin, end - begin);
      pool.give(held);
      buffer = moved;
      end -= begin;
      begin = 0;
    }
    pool = other;
  }

  void release() {
    if (buffer != null) {
      pool.give(buffer);
      buffer = null;
    }
    begin = 0;
    end = 0;
  }

  /** The buffer with room after {@link #end}, moved to its start or to a larger one if need be. */
  private @Nullable ByteBuffer withRoom() {
    ByteBuffer held = buffer;
    if (held == null) {
      buffer = pool.take(BufferPool.SMALLEST_BYTES);
      return buffer;
    }
    if (end < held.capacity()) {
      return held;
    }
    int size = end - begin;
    if (size <= held.capacity() / 2 || held.capacity() == BufferPool.LARGEST_BYTES) {
      held.put(0, held, begin, size);
    } else {
      ByteBuffer larger = pool.take(Math.min(2 * held.capacity(), BufferPool.LARGEST_BYTES));
      if (larger == null) {
        return null;
      }
      larger.put(0, held, begin, size);
      pool.give(held);
      buffer = larger;
    }
    begin = 0;
    end = size;
    return buffer;
  }
}
