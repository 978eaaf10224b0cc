package io.apexkv.kernel.wire;

import java.nio.ByteBuffer;

/**
 * The body of FORWARD and of FORWARD_ANSWER: a number that correlates, the boot of the receiver
 * that it is meant for, then a client frame.
 */
public final class Forward {

  /** Bytes before the client frame. */
  public static final int FIXED_BYTES = 16;

  private Forward() {}

  public static void put(ByteBuffer buffer, int body, long forward, long receiverBoot) {
    buffer.putLong(body, forward);
    buffer.putLong(body + 8, receiverBoot);
  }

  public static long forward(ByteBuffer buffer, int body) {
    return buffer.getLong(body);
  }

  public static long receiverBoot(ByteBuffer buffer, int body) {
    return buffer.getLong(body + 8);
  }

  public static boolean valid(int length) {
    return length >= FIXED_BYTES;
  }
}
