package io.apexkv.kernel.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * wyhash, final version 4.2 (Wang Yi, public domain): a 64-bit hash whose every step folds the
 * 128-bit product of two words that the data was mixed into.
 *
 * <p>Chosen because a short key costs a few multiplications, and because the JVM turns {@link
 * Math#unsignedMultiplyHigh} into one instruction. Words are read in little-endian order, as in the
 * published test vectors, whatever the buffer's own order.
 *
 * <p>It is no defence by itself: whoever knows the seed can find collisions.
 */
final class WyHash {

  /** The published default secret: odd words with equally many ones and zeros in every byte. */
  private static final long SECRET_0 = 0x2d358dccaa6c78a5L;

  private static final long SECRET_1 = 0x8bb84b93962eacc9L;
  private static final long SECRET_2 = 0x4b33a62ed433d4a3L;
  private static final long SECRET_3 = 0x4d5a2da51de1aa47L;

  private static final VarHandle LITTLE_ENDIAN_LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LITTLE_ENDIAN_INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private WyHash() {}

  static long hash64(ByteBuffer buffer, int offset, int length, long seed) {
    long state = seed ^ fold(seed ^ SECRET_0, SECRET_1);
    long a;
    long b;
    if (length <= 16) {
      if (length >= 4) {
        // Four reads of four bytes that overlap, so that every length from 4 to 16 is covered.
        int inner = (length >>> 3) << 2;
        a = (int4(buffer, offset) << 32) | int4(buffer, offset + inner);
        b = (int4(buffer, offset + length - 4) << 32) | int4(buffer, offset + length - 4 - inner);
      } else {
        a = length > 0 ? upTo3(buffer, offset, length) : 0;
        b = 0;
      }
    } else {
      int at = offset;
      int left = length;
      if (left >= 48) {
        // Three independent lanes keep the multiplier busy.
        long lane1 = state;
        long lane2 = state;
        do {
          state = fold(long8(buffer, at) ^ SECRET_1, long8(buffer, at + 8) ^ state);
          lane1 = fold(long8(buffer, at + 16) ^ SECRET_2, long8(buffer, at + 24) ^ lane1);
          lane2 = fold(long8(buffer, at + 32) ^ SECRET_3, long8(buffer, at + 40) ^ lane2);
          at += 48;
          left -= 48;
        } while (left >= 48);
        state ^= lane1 ^ lane2;
      }
      while (left > 16) {
        state = fold(long8(buffer, at) ^ SECRET_1, long8(buffer, at + 8) ^ state);
        at += 16;
        left -= 16;
      }
      // The last 16 bytes, which may overlap what was read already.
      a = long8(buffer, at + left - 16);
      b = long8(buffer, at + left - 8);
    }
    a ^= SECRET_1;
    b ^= state;
    long low = a * b;
    long high = Math.unsignedMultiplyHigh(a, b);
    return fold(low ^ SECRET_0 ^ length, high ^ SECRET_1);
  }

  /** The two halves of the 128-bit product, folded into one word. */
  private static long fold(long a, long b) {
    return (a * b) ^ Math.unsignedMultiplyHigh(a, b);
  }

  private static long long8(ByteBuffer buffer, int offset) {
    return (long) LITTLE_ENDIAN_LONG.get(buffer, offset);
  }

  private static long int4(ByteBuffer buffer, int offset) {
    return (int) LITTLE_ENDIAN_INT.get(buffer, offset) & 0xFFFF_FFFFL;
  }

  /** First, middle and last of one to three bytes. */
  private static long upTo3(ByteBuffer buffer, int offset, int length) {
    long first = buffer.get(offset) & 0xFF;
    long middle = buffer.get(offset + (length >>> 1)) & 0xFF;
    long last = buffer.get(offset + length - 1) & 0xFF;
    return (first << 16) | (middle << 8) | last;
  }
}
