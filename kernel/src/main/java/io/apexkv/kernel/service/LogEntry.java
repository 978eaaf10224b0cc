package io.apexkv.kernel.service;

import java.nio.ByteBuffer;

/**
 * Payloads of log entries, by kind: see {@code docs/disk-format.md}.
 *
 * <pre>
 *   NOOP            empty
 *   COMMAND         session u64 (0: none) · number u64 · lowestUnanswered u64 · operation u8 · parts
 *   OPEN_SESSION    window u32 · sessionsAtMost u32 · timeToLiveMillis u64
 *   CLOSE_SESSION   session u64
 * </pre>
 *
 * A COMMAND is the client's own COMMAND frame from its session on, copied as it is.
 */
final class LogEntry {

  /** Where a command's operation begins. */
  static final int OPERATION = 24;

  /** Where the parts of a command's operation begin. */
  static final int OPERATION_PARTS = OPERATION + 1;

  /** Bytes of an OPEN_SESSION. */
  static final int OPEN_BYTES = 16;

  /** Bytes of a CLOSE_SESSION. */
  static final int CLOSE_BYTES = 8;

  private LogEntry() {}

  static long session(ByteBuffer payload, int offset) {
    return payload.getLong(offset);
  }

  static long number(ByteBuffer payload, int offset) {
    return payload.getLong(offset + 8);
  }

  static long lowestUnanswered(ByteBuffer payload, int offset) {
    return payload.getLong(offset + 16);
  }

  static int operation(ByteBuffer payload, int offset) {
    return payload.get(offset + OPERATION) & 0xFF;
  }

  static int window(ByteBuffer payload, int offset) {
    return payload.getInt(offset);
  }

  static int sessionsAtMost(ByteBuffer payload, int offset) {
    return payload.getInt(offset + 4);
  }

  static long timeToLiveMillis(ByteBuffer payload, int offset) {
    return payload.getLong(offset + 8);
  }

  /** Writes the head of a command that belongs to no session. */
  static void putSessionless(ByteBuffer payload, int offset, int operation) {
    payload.putLong(offset, 0);
    payload.putLong(offset + 8, 0);
    payload.putLong(offset + 16, 0);
    payload.put(offset + OPERATION, (byte) operation);
  }

  static void putOpen(
      ByteBuffer payload, int offset, int window, int sessionsAtMost, long timeToLiveMillis) {
    payload.putInt(offset, window);
    payload.putInt(offset + 4, sessionsAtMost);
    payload.putLong(offset + 8, timeToLiveMillis);
  }
}
