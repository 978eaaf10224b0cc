package io.apexkv.kernel.wire;

import java.nio.ByteBuffer;

/**
 * The body of APPEND_ANSWER. {@code index} is the last index that matches and is durable, or in a
 * refusal the last index at which the logs may match, with the follower's term there.
 */
public final class AppendAnswer {

  public static final int BYTES = 32;

  private AppendAnswer() {}

  public static void put(
      ByteBuffer buffer, int body, boolean accepted, long index, long hintTerm, long readRound) {
    buffer.putLong(body, accepted ? 1L << 56 : 0);
    buffer.putLong(body + 8, index);
    buffer.putLong(body + 16, hintTerm);
    buffer.putLong(body + 24, readRound);
  }

  public static boolean accepted(ByteBuffer buffer, int body) {
    return buffer.get(body) == 1;
  }

  public static long index(ByteBuffer buffer, int body) {
    return buffer.getLong(body + 8);
  }

  public static long hintTerm(ByteBuffer buffer, int body) {
    return buffer.getLong(body + 16);
  }

  public static long readRound(ByteBuffer buffer, int body) {
    return buffer.getLong(body + 24);
  }

  public static boolean valid(ByteBuffer buffer, int body, int length) {
    return length == BYTES
        && (buffer.getLong(body) & ~(1L << 56)) == 0
        && index(buffer, body) >= 0
        && hintTerm(buffer, body) >= 0
        && readRound(buffer, body) >= 0;
  }
}
