package io.apexkv.kernel.service;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.LongQueue;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayList;

/**
 * Answers and orders for client connections, kept until the flush that gives them to the host: a
 * few chunks of frames, and a row for each. One chunk is held for good; more are taken only for
 * inputs that are answered before the flush, such as what a peer's answers bring for many clients.
 */
final class ReplyQueue {

  private static final int FRAME = 0;
  private static final int PAUSE = 1;
  private static final int RESUME = 2;
  private static final int CLOSE = 3;

  /** What follows is in the next chunk. */
  private static final int NEXT_CHUNK = 4;

  private static final int MOST_CHUNKS = 8;

  private final Memory memory;
  private final ArrayList<ByteBuffer> chunks = new ArrayList<>();
  private final LongQueue rows = new LongQueue();
  private @Nullable Host flushing;

  /** Bytes of the last chunk. */
  private int used;

  ReplyQueue(Config config) {
    memory = config.memory();
    Check.that(takeChunk(), "the memory budget covers a chunk of replies");
  }

  private boolean takeChunk() {
    ByteBuffer taken = memory.take();
    if (taken != null) {
      chunks.add(taken);
    }
    return taken != null;
  }

  /** The buffer to encode a frame into, at {@link #offset}, once {@link #hasRoom}. */
  ByteBuffer buffer() {
    return chunks.getLast();
  }

  int offset() {
    return used;
  }

  /** Makes room for a frame, if it can be: during a flush always, else while chunks last. */
  boolean hasRoom(int frameBytes) {
    if (used + frameBytes <= memory.chunkBytes()) {
      return true;
    }
    if (flushing != null) {
      emit(flushing);
    } else if (chunks.size() < MOST_CHUNKS && takeChunk()) {
      row(NEXT_CHUNK, 0, 0);
      used = 0;
    }
    return used + frameBytes <= memory.chunkBytes();
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
    int chunk = 0;
    int offset = 0;
    while (!rows.isEmpty()) {
      int kind = (int) rows.removeFirst();
      long connection = rows.removeFirst();
      int frameBytes = (int) rows.removeFirst();
      switch (kind) {
        case FRAME -> {
          host.reply(connection, chunks.get(chunk), offset, frameBytes);
          offset += frameBytes;
        }
        case PAUSE -> host.pauseReading(connection);
        case RESUME -> host.resumeReading(connection);
        case CLOSE -> host.closeConnection(connection);
        default -> {
          chunk++;
          offset = 0;
        }
      }
    }
    while (chunks.size() > 1) {
      memory.give(chunks.removeLast());
    }
    used = 0;
  }
}
