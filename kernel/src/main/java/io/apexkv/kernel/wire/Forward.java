package io.apexkv.kernel.wire;

import java.nio.ByteBuffer;

/** The body of FORWARD and of FORWARD_ANSWER: a number that correlates, then a client frame. */
public final class Forward {

  /** Bytes before the client frame. */
  public static final int FIXED_BYTES = 8;

  private Forward() {}

  public static void put(ByteBuffer buffer, int body, long forward) {
    buffer.putLong(body, forward);
  }

  public static long forward(ByteBuffer buffer, int body) {
    return buffer.getLong(body);
  }

  public static boolean valid(int length) {
    return length >= FIXED_BYTES;
  }
}
