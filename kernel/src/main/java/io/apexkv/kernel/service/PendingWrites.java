package io.apexkv.kernel.service;

import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.LongQueue;

/**
 * The entries that this leader appended for somebody who waits, in log order, until they are
 * applied or leadership is lost.
 */
final class PendingWrites {

  private static final int INDEX = 0;
  private static final int ORIGIN = 1;
  private static final int FORWARD = 2;
  private static final int SEQUENCE_AND_BYTES = 3;
  private static final int STARTED = 4;
  private static final int RESERVED = 5;
  private static final int ARRIVAL = 6;
  private static final int FIELDS = 7;

  private final LongQueue queue = new LongQueue();

  boolean isEmpty() {
    return queue.isEmpty();
  }

  /**
   * @param reserved lengths of the key (high half) and value that room is reserved for
   */
  void add(long index, Request request, long reserved) {
    Check.that(isEmpty() || index > lastIndex(), "writes wait in log order", index);
    queue.addLast(index);
    queue.addLast(request.origin);
    queue.addLast(request.forward);
    queue.addLast(((long) request.sequence << 32) | request.bytes);
    queue.addLast(request.startedNanos);
    queue.addLast(reserved);
    queue.addLast(request.arrival);
  }

  /** Index of the first entry waited for; {@link Long#MAX_VALUE} if there is none. */
  long firstIndex() {
    return isEmpty() ? Long.MAX_VALUE : queue.get(INDEX);
  }

  /** What {@link #add} was told of the first one's reservation. */
  long firstReserved() {
    return queue.get(RESERVED);
  }

  /** The first one's {@link Request#arrival}; {@link Long#MAX_VALUE} if there is none. */
  long firstArrival() {
    return isEmpty() ? Long.MAX_VALUE : queue.get(ARRIVAL);
  }

  /** Takes the first one off into {@code out}. */
  void removeFirst(Request out) {
    out.origin = queue.get(ORIGIN);
    out.forward = queue.get(FORWARD);
    out.sequence = (int) (queue.get(SEQUENCE_AND_BYTES) >>> 32);
    out.bytes = (int) queue.get(SEQUENCE_AND_BYTES);
    out.startedNanos = queue.get(STARTED);
    out.arrival = queue.get(ARRIVAL);
    for (int i = 0; i < FIELDS; i++) {
      queue.removeFirst();
    }
  }

  private long lastIndex() {
    return queue.get(queue.size() - FIELDS + INDEX);
  }
}
