package io.apexkv.kernel.service;

import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.raft.EntryRef;
import io.apexkv.kernel.wire.EntryCodec;
import java.nio.ByteBuffer;

/**
 * Entries behind the in-memory tail on their way to be applied: a run read from the log, kept in a
 * chunk of its own that is held only while the applier is behind.
 *
 * <p>What the disk has is not always what the log is: behind the committed entries a leader may
 * have others in their place by the time at which the read ends, and the disk may still have the
 * old ones even of those that are committed in memory. So a read is good for the entries only that
 * were durable and committed when it was asked for. Those stay.
 */
final class ReadBack {

  private final Memory memory;
  private @Nullable ByteBuffer chunk;
  private long firstIndex;
  private int count;
  private int position;
  private boolean asked;

  /** The last entry that the read under way is good for. */
  private long lastAsked;

  ReadBack(Memory memory) {
    this.memory = memory;
  }

  /** Whether a read is under way. */
  boolean asked() {
    return asked;
  }

  /**
   * A read begins.
   *
   * @param lastIndex the last entry that is durable and committed
   */
  void asking(long lastIndex) {
    asked = true;
    lastAsked = lastIndex;
  }

  /** Takes over what was read; nothing (count 0) if memory is short, so that it is asked again. */
  void answer(long firstIndex, int count, ByteBuffer entries, int offset, int length) {
    asked = false;
    if (chunk == null) {
      chunk = memory.take();
    }
    ByteBuffer target = chunk;
    if (target == null) {
      return;
    }
    Bytes.copy(entries, offset, target, 0, length);
    this.firstIndex = firstIndex;
    this.count = (int) Math.min(count, lastAsked - firstIndex + 1);
    position = 0;
  }

  /** Points {@code out} at an entry if it is the next of the run. */
  boolean entry(long index, EntryRef out) {
    ByteBuffer entries = chunk;
    if (entries == null || count == 0 || index != firstIndex) {
      return false;
    }
    out.set(entries, position);
    return true;
  }

  /** Steps behind the entry that {@link #entry} pointed at. */
  void next() {
    ByteBuffer entries = chunk;
    if (entries != null) {
      position += EntryCodec.bytes(entries, position);
      firstIndex++;
      count--;
    }
  }

  /** Whether no entry of a run is left. */
  boolean isEmpty() {
    return count == 0;
  }

  /** Gives the chunk back: the applier found its entry elsewhere. */
  void release() {
    ByteBuffer held = chunk;
    if (held != null) {
      memory.give(held);
      chunk = null;
      count = 0;
    }
  }
}
