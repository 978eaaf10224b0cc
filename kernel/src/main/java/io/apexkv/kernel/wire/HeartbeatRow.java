package io.apexkv.kernel.wire;

import java.nio.ByteBuffer;

/**
 * A row of HEARTBEAT (group, sender, receiver, term, commit, readRound) or of HEARTBEAT_ANSWER
 * (group, sender, receiver, term, readRound, zero); a frame's body is rows and nothing else.
 */
public final class HeartbeatRow {

  public static final int BYTES = 48;

  private HeartbeatRow() {}

  /** Writes a leader's row. */
  public static void put(
      ByteBuffer buffer,
      int row,
      long group,
      long sender,
      long receiver,
      long term,
      long commit,
      long readRound) {
    buffer.putLong(row, group);
    buffer.putLong(row + 8, sender);
    buffer.putLong(row + 16, receiver);
    buffer.putLong(row + 24, term);
    buffer.putLong(row + 32, commit);
    buffer.putLong(row + 40, readRound);
  }

  /** Writes a follower's row. */
  public static void putAnswer(
      ByteBuffer buffer,
      int row,
      long group,
      long sender,
      long receiver,
      long term,
      long readRound) {
    put(buffer, row, group, sender, receiver, term, readRound, 0);
  }

  public static long group(ByteBuffer buffer, int row) {
    return buffer.getLong(row);
  }

  public static long sender(ByteBuffer buffer, int row) {
    return buffer.getLong(row + 8);
  }

  public static long receiver(ByteBuffer buffer, int row) {
    return buffer.getLong(row + 16);
  }

  public static long term(ByteBuffer buffer, int row) {
    return buffer.getLong(row + 24);
  }

  /** Of a leader's row. */
  public static long commit(ByteBuffer buffer, int row) {
    return buffer.getLong(row + 32);
  }

  /** Of a leader's row. */
  public static long readRound(ByteBuffer buffer, int row) {
    return buffer.getLong(row + 40);
  }

  /** Of a follower's row. */
  public static long answeredRound(ByteBuffer buffer, int row) {
    return buffer.getLong(row + 32);
  }

  /** Whether the body is whole rows, each without a negative number. */
  public static boolean valid(ByteBuffer buffer, int body, int length) {
    if (length % BYTES != 0) {
      return false;
    }
    for (int row = body; row < body + length; row += BYTES) {
      if (term(buffer, row) < 0 || buffer.getLong(row + 32) < 0 || buffer.getLong(row + 40) < 0) {
        return false;
      }
    }
    return true;
  }
}
