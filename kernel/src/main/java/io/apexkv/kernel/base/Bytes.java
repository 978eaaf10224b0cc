package io.apexkv.kernel.base;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Operations on ranges (buffer, offset, length) of byte buffers, heap or direct.
 *
 * <p>Positions are neither used nor moved, and the buffers' own byte orders don't matter: two
 * nodes, or one node on another machine, must get the same answer for the same bytes. Nothing is
 * allocated. A range that isn't inside its buffer throws {@link IndexOutOfBoundsException}.
 */
public final class Bytes {

  /** Big-endian words, whose unsigned order is the lexicographic order of their bytes. */
  private static final VarHandle BIG_ENDIAN_LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Bytes() {}

  /** Copies a range; within one buffer the ranges may overlap. */
  public static void copy(
      ByteBuffer source, int sourceOffset, ByteBuffer target, int targetOffset, int length) {
    target.put(targetOffset, source, sourceOffset, length);
  }

  /** True if two ranges of one length hold the same bytes. */
  public static boolean equal(
      ByteBuffer one, int oneOffset, ByteBuffer two, int twoOffset, int length) {
    int index = 0;
    for (; index <= length - Long.BYTES; index += Long.BYTES) {
      if (word(one, oneOffset + index) != word(two, twoOffset + index)) {
        return false;
      }
    }
    for (; index < length; index++) {
      if (one.get(oneOffset + index) != two.get(twoOffset + index)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Compares two ranges lexicographically by unsigned bytes, a proper prefix before what it begins:
   * the order of keys. Negative, zero or positive.
   */
  public static int compare(
      ByteBuffer one, int oneOffset, int oneLength, ByteBuffer two, int twoOffset, int twoLength) {
    int common = Math.min(oneLength, twoLength);
    int index = 0;
    for (; index <= common - Long.BYTES; index += Long.BYTES) {
      long oneWord = word(one, oneOffset + index);
      long twoWord = word(two, twoOffset + index);
      if (oneWord != twoWord) {
        return Long.compareUnsigned(oneWord, twoWord);
      }
    }
    for (; index < common; index++) {
      int difference = Byte.compareUnsigned(one.get(oneOffset + index), two.get(twoOffset + index));
      if (difference != 0) {
        return difference;
      }
    }
    return Integer.compare(oneLength, twoLength);
  }

  /** A 64-bit hash of a range, the same on every machine: {@link WyHash}. */
  public static long hash64(ByteBuffer buffer, int offset, int length, long seed) {
    return WyHash.hash64(buffer, offset, length, seed);
  }

  private static long word(ByteBuffer buffer, int offset) {
    return (long) BIG_ENDIAN_LONG.get(buffer, offset);
  }
}
