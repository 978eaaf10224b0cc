package io.apexkv.kernel.wire;

import java.nio.ByteBuffer;

/** The body of APPEND: 40 bytes, then {@code count} entries. */
public final class Append {

  /** Bytes before the entries. */
  public static final int FIXED_BYTES = 40;

  private Append() {}

  /** Writes everything before the entries. */
  public static void put(
      ByteBuffer buffer,
      int body,
      long previousIndex,
      long previousTerm,
      long commit,
      long readRound,
      int count) {
    buffer.putLong(body, previousIndex);
    buffer.putLong(body + 8, previousTerm);
    buffer.putLong(body + 16, commit);
    buffer.putLong(body + 24, readRound);
    buffer.putInt(body + 32, count);
    buffer.putInt(body + 36, 0);
  }

  public static long previousIndex(ByteBuffer buffer, int body) {
    return buffer.getLong(body);
  }

  public static long previousTerm(ByteBuffer buffer, int body) {
    return buffer.getLong(body + 8);
  }

  public static long commit(ByteBuffer buffer, int body) {
    return buffer.getLong(body + 16);
  }

  public static long readRound(ByteBuffer buffer, int body) {
    return buffer.getLong(body + 24);
  }

  public static int count(ByteBuffer buffer, int body) {
    return buffer.getInt(body + 32);
  }

  /** Whether the body is one that a leader of {@code term} may send. */
  public static boolean valid(ByteBuffer buffer, int body, int length, long term) {
    return length >= FIXED_BYTES
        && previousIndex(buffer, body) >= 0
        && previousTerm(buffer, body) >= 0
        && (previousIndex(buffer, body) > 0 || previousTerm(buffer, body) == 0)
        && commit(buffer, body) >= 0
        && readRound(buffer, body) >= 0
        && buffer.getInt(body + 36) == 0
        && EntryCodec.valid(
            buffer,
            body + FIXED_BYTES,
            length - FIXED_BYTES,
            count(buffer, body),
            previousTerm(buffer, body),
            term);
  }
}
