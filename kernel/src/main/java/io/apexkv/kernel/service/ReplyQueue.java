package io.apexkv.kernel.service;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.LongQueue;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Answers and orders for client connections, kept until the flush that gives them to the host: one
 * chunk of frames (more if a batch of inputs alone fills it), and a row for each.
 */
final class ReplyQueue {

  private static final int FRAME = 0;
  private static final int PAUSE = 1;
  private static final int RESUME = 2;
  private static final int CLOSE = 3;
  private static final int NEXT_CHUNK = 4;

  private final Memory memory;

  /** Chunks that were filled before {@link #chunk}; only inputs fill more than one. */
  private final ArrayDeque<ByteBuffer> filled = new ArrayDeque<>();

  private ByteBuffer chunk;
  private final LongQueue rows = new LongQueue();
  private @Nullable Host flushing;
  private int used;

  ReplyQueue(Config config) {
    memory = config.memory();
    ByteBuffer taken = memory.take();
    if (taken == null) {
      throw new IllegalArgumentException("replies need a chunk of memory");
    }
    chunk = taken;
  }

  /** The buffer to encode a frame into, at {@link #offset}, once {@link #hasRoom}. */
  ByteBuffer buffer() {
    return chunk;
  }

  int offset() {
    return used;
  }

  /** Makes room for a frame, if it can be: during a flush always, else while memory lasts. */
  boolean hasRoom(int frameBytes) {
    if (used + frameBytes <= chunk.capacity()) {
      return true;
    }
    if (frameBytes > chunk.capacity()) {
      return false;
    }
    if (flushing != null) {
      emit(flushing);
      return true;
    }
    ByteBuffer next = memory.take();
    if (next == null) {
      return false;
    }
    row(NEXT_CHUNK, 0, 0);
    filled.addLast(chunk);
    chunk = next;
    used = 0;
    return true;
  }

  /** Queues the frame that was encoded at {@link #offset}. */
  void add(long connection, int frameBytes) {
    row(FRAME, connection, frameBytes);
    used += frameBytes;
  }

  void pause(long connection) {
    row(PAUSE, connection, 0);
  }

  void resume(long connection) {
    row(RESUME, connection, 0);
  }

  void close(long connection) {
    row(CLOSE, connection, 0);
  }

  /**
   * From here to {@link #endFlush}, a full chunk is given to the host at once; and so is what fills
   * more than one already, since entries that are applied may need the memory.
   */
  void beginFlush(Host host) {
    flushing = host;
    if (!filled.isEmpty()) {
      emit(host);
    }
  }

  void endFlush(Host host) {
    emit(host);
    flushing = null;
  }

  private void row(int kind, long connection, int frameBytes) {
    rows.addLast(kind);
    rows.addLast(connection);
    rows.addLast(frameBytes);
  }

  private void emit(Host host) {
    int offset = 0;
    ByteBuffer current = filled.isEmpty() ? chunk : filled.getFirst();
    while (!rows.isEmpty()) {
      int kind = (int) rows.removeFirst();
      long connection = rows.removeFirst();
      int frameBytes = (int) rows.removeFirst();
      switch (kind) {
        case FRAME -> {
          host.reply(connection, current, offset, frameBytes);
          offset += frameBytes;
        }
        case PAUSE -> host.pauseReading(connection);
        case RESUME -> host.resumeReading(connection);
        case CLOSE -> host.closeConnection(connection);
        default -> {
          memory.give(filled.removeFirst());
          current = filled.isEmpty() ? chunk : filled.getFirst();
          offset = 0;
        }
      }
    }
    used = 0;
  }
}
