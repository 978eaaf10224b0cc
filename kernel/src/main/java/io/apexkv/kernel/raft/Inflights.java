package io.apexkv.kernel.raft;

import io.apexkv.kernel.base.LongQueue;

/**
 * Append messages under way to one voter, bounded in bytes of entries and in number, so that a
 * follower that does not answer costs a bounded amount of network and memory.
 */
final class Inflights {

  private static final int MAX_MESSAGES = 256;

  private final int windowBytes;

  /** By message, in order of sending: the index of its last entry, and its bytes. */
  private final LongQueue lastIndexes = new LongQueue();

  private final LongQueue sizes = new LongQueue();
  private long bytes;

  Inflights(int windowBytes) {
    this.windowBytes = windowBytes;
  }

  boolean isEmpty() {
    return sizes.isEmpty();
  }

  /** Bytes that may be added; an entry larger than the window travels alone. */
  long roomBytes() {
    if (sizes.isEmpty()) {
      return Long.MAX_VALUE;
    }
    return sizes.size() < MAX_MESSAGES ? windowBytes - bytes : 0;
  }

  void sent(long lastIndex, long messageBytes) {
    lastIndexes.addLast(lastIndex);
    sizes.addLast(messageBytes);
    bytes += messageBytes;
  }

  /** Everything up to an index has arrived. */
  void arrived(long index) {
    while (!sizes.isEmpty() && lastIndexes.first() <= index) {
      lastIndexes.removeFirst();
      bytes -= sizes.removeFirst();
    }
  }

  void clear() {
    lastIndexes.clear();
    sizes.clear();
    bytes = 0;
  }
}
