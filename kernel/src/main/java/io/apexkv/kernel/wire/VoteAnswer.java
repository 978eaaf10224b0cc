package io.apexkv.kernel.wire;

import java.nio.ByteBuffer;

/** The body of PRE_VOTE_ANSWER and of VOTE_ANSWER: granted or not, and the term that was asked. */
public final class VoteAnswer {

  public static final int BYTES = 16;

  private VoteAnswer() {}

  public static void put(ByteBuffer buffer, int body, boolean granted, long asked) {
    buffer.putLong(body, granted ? 1L << 56 : 0);
    buffer.putLong(body + 8, asked);
  }

  public static boolean granted(ByteBuffer buffer, int body) {
    return buffer.get(body) == 1;
  }

  public static long asked(ByteBuffer buffer, int body) {
    return buffer.getLong(body + 8);
  }

  public static boolean valid(ByteBuffer buffer, int body, int length) {
    return length == BYTES && (buffer.getLong(body) & ~(1L << 56)) == 0;
  }
}
