package io.apexkv.kernel.service;

import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.LongQueue;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/** Answers to one peer that wait for room, in order, in a chunk that is held while any waits. */
final class AnswerBacklog {

  private final Memory memory;

  /** Of each answer: the forward's number and its length. */
  private final LongQueue rows = new LongQueue();

  private @Nullable ByteBuffer chunk;
  private int begin;
  private int end;

  AnswerBacklog(Memory memory) {
    this.memory = memory;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  int usedBytes() {
    return end - begin;
  }

  /** Keeps a copy of an answer; false if there is no room. */
  boolean add(long forward, ByteBuffer frame, int offset, int length) {
    if (chunk == null) {
      chunk = memory.take();
    }
    ByteBuffer target = chunk;
    if (target == null || usedBytes() + length > target.capacity()) {
      return false;
    }
    if (end + length > target.capacity()) {
      Bytes.copy(target, begin, target, 0, usedBytes());
      end -= begin;
      begin = 0;
    }
    Bytes.copy(frame, offset, target, end, length);
    end += length;
    rows.addLast(forward);
    rows.addLast(length);
    return true;
  }

  /** Sends the first ones, up to one that finds no room. */
  void sendTo(PeerLink link, int peer) {
    ByteBuffer source = chunk;
    while (source != null && !rows.isEmpty()) {
      int length = (int) rows.get(1);
      if (!link.forwardAnswer(peer, rows.first(), source, begin, length)) {
        return;
      }
      rows.removeFirst();
      rows.removeFirst();
      begin += length;
    }
    clear();
  }

  /** Drops everything. */
  void clear() {
    rows.clear();
    begin = 0;
    end = 0;
    ByteBuffer held = chunk;
    if (held != null) {
      memory.give(held);
      chunk = null;
    }
  }
}
