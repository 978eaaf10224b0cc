package io.apexkv.kernel.base;

import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32C;

/**
 * CRC-32C (Castagnoli; RFC 3720, appendix B.4) of ranges of byte buffers, in one step or fed piece
 * by piece:
 *
 * <pre>{@code
 * int checksum = crc.begin().add(buffer, 0, 20).addLong(segment).value();
 * }</pre>
 *
 * <p>{@link CRC32C} reads a direct buffer only from its position, and the position of a passed
 * buffer is not ours to move: another thread may be reading another part of the same chunk. So the
 * last few direct buffers are remembered, each with a duplicate whose position may move. Hence one
 * {@code Crc} for each owner: it is small, single-threaded, and allocates only when it meets a new
 * direct buffer.
 */
public final class Crc {

  private static final int REMEMBERED = 16;

  private final CRC32C crc = new CRC32C();
  private final byte[] word = new byte[Long.BYTES];
  private final @Nullable ByteBuffer[] originals = new @Nullable ByteBuffer[REMEMBERED];
  private final @Nullable ByteBuffer[] duplicates = new @Nullable ByteBuffer[REMEMBERED];

  /** The slot that the next new buffer takes. */
  private int oldest;

  /** Ready to begin. */
  public Crc() {}

  /** The checksum of one range. */
  public int of(ByteBuffer buffer, int offset, int length) {
    return begin().add(buffer, offset, length).value();
  }

  /** Begins a new checksum. */
  public Crc begin() {
    crc.reset();
    return this;
  }

  /** Adds the bytes of a range. */
  public Crc add(ByteBuffer buffer, int offset, int length) {
    if (buffer.hasArray()) {
      // An array reaches beyond its buffer, so it wouldn't notice a range that does.
      Objects.checkFromIndexSize(offset, length, buffer.limit());
      crc.update(buffer.array(), buffer.arrayOffset() + offset, length);
    } else {
      ByteBuffer duplicate = duplicateOf(buffer);
      duplicate.limit(offset + length).position(offset);
      crc.update(duplicate);
    }
    return this;
  }

  /** Adds the eight big-endian bytes of a number. */
  public Crc addLong(long value) {
    for (int index = 0; index < Long.BYTES; index++) {
      word[index] = (byte) (value >>> (56 - 8 * index));
    }
    crc.update(word, 0, Long.BYTES);
    return this;
  }

  /** The checksum of everything added since {@link #begin}. */
  public int value() {
    return (int) crc.getValue();
  }

  /** By identity: two buffers with equal contents are not the same memory. */
  @SuppressWarnings("ReferenceEquality")
  private ByteBuffer duplicateOf(ByteBuffer buffer) {
    for (int slot = 0; slot < REMEMBERED; slot++) {
      ByteBuffer duplicate = duplicates[slot];
      if (originals[slot] == buffer && duplicate != null) {
        return duplicate;
      }
    }
    ByteBuffer duplicate = buffer.duplicate();
    originals[oldest] = buffer;
    duplicates[oldest] = duplicate;
    oldest = (oldest + 1) % REMEMBERED;
    return duplicate;
  }
}
