package io.apexkv.kernel.wire;

import java.nio.ByteBuffer;

/** The body of PRE_VOTE and of VOTE: where the candidate's log ends. */
public final class VoteRequest {

  public static final int BYTES = 16;

  private VoteRequest() {}

  public static void put(ByteBuffer buffer, int body, long lastIndex, long lastTerm) {
    buffer.putLong(body, lastIndex);
    buffer.putLong(body + 8, lastTerm);
  }

  public static long lastIndex(ByteBuffer buffer, int body) {
    return buffer.getLong(body);
  }

  public static long lastTerm(ByteBuffer buffer, int body) {
    return buffer.getLong(body + 8);
  }

  public static boolean valid(ByteBuffer buffer, int body, int length) {
    return length == BYTES && lastIndex(buffer, body) >= 0 && lastTerm(buffer, body) >= 0;
  }
}
