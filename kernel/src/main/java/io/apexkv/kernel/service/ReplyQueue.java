package io.apexkv.kernel.service;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.LongQueue;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * Answers and orders for client connections, kept until the flush that gives them to the host: one
 * chunk of frames, and a row for each.
 */
final class ReplyQueue {

  private static final int FRAME = 0;
  private static final int PAUSE = 1;
  private static final int RESUME = 2;
  private static final int CLOSE = 3;

  private final ByteBuffer chunk;
  private final LongQueue rows = new LongQueue();
  private @Nullable Host flushing;
  private int used;

  ReplyQueue(Config config) {
    ByteBuffer taken = config.memory().take();
    Check.that(taken != null, "the memory budget covers a chunk of replies");
    chunk = taken == null ? ByteBuffer.allocate(0) : taken;
  }

  /** The buffer to encode a frame into, at {@link #offset}, once {@link #hasRoom}. */
  ByteBuffer buffer() {
    return chunk;
  }

  int offset() {
    return used;
  }

  /** Makes room for a frame, if it can be: during a flush always, else while the chunk lasts. */
  boolean hasRoom(int frameBytes) {
    if (used + frameBytes > chunk.capacity() && flushing != null) {
      emit(flushing);
    }
    return used + frameBytes <= chunk.capacity();
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

  /** From here to {@link #endFlush}, a full chunk is given to the host at once. */
  void beginFlush(Host host) {
    flushing = host;
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
    while (!rows.isEmpty()) {
      int kind = (int) rows.removeFirst();
      long connection = rows.removeFirst();
      int frameBytes = (int) rows.removeFirst();
      switch (kind) {
        case FRAME -> {
          host.reply(connection, chunk, offset, frameBytes);
          offset += frameBytes;
        }
        case PAUSE -> host.pauseReading(connection);
        case RESUME -> host.resumeReading(connection);
        default -> host.closeConnection(connection);
      }
    }
    used = 0;
  }
}
