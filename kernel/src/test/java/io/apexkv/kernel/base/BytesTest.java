package io.apexkv.kernel.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BytesTest {

  /** The test vectors that its author publishes with wyhash, final version 4.2: seeds 0 to 6. */
  @Test
  void hash64IsWyhash() {
    String[] messages = {
      "",
      "a",
      "abc",
      "message digest",
      "abcdefghijklmnopqrstuvwxyz",
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
      "12345678901234567890123456789012345678901234567890123456789012345678901234567890"
    };
    long[] expected = {
      0x93228a4de0eec5a2L,
      0xc5bac3db178713c4L,
      0xa97f2f7b1d9b3314L,
      0x786d1f1df3801df4L,
      0xdca5a8138ad37c87L,
      0xb9e734f117cfaf70L,
      0x6cc5eab49a92d617L
    };
    for (int seed = 0; seed < messages.length; seed++) {
      byte[] message = messages[seed].getBytes(StandardCharsets.US_ASCII);
      assertEquals(expected[seed], Bytes.hash64(ByteBuffer.wrap(message), 0, message.length, seed));
    }
  }

  @Property
  void hashAndChecksumDependOnTheBytesAlone(
      @ForAll @Size(max = 300) byte[] bytes,
      @ForAll long seed,
      @ForAll @IntRange(max = 17) int offset) {
    long hash = Bytes.hash64(ByteBuffer.wrap(bytes), 0, bytes.length, seed);
    CRC32C reference = new CRC32C();
    reference.update(bytes);
    Crc crc = new Crc();
    for (ByteBuffer buffer : containers(bytes, offset)) {
      assertEquals(hash, Bytes.hash64(buffer, offset, bytes.length, seed));
      assertEquals((int) reference.getValue(), crc.of(buffer, offset, bytes.length));
      assertEquals(5, buffer.position());
    }
  }

  @Property
  void aChecksumMayBeFedPieceByPiece(
      @ForAll @Size(min = 1, max = 100) byte[] bytes,
      @ForAll @IntRange(max = 99) int cut,
      @ForAll long number) {
    int middle = cut % bytes.length;
    CRC32C reference = new CRC32C();
    reference.update(bytes);
    reference.update(ByteBuffer.allocate(8).putLong(number).array());
    Crc crc = new Crc();
    for (ByteBuffer buffer : containers(bytes, 3)) {
      crc.begin().add(buffer, 3, middle).add(buffer, 3 + middle, bytes.length - middle);
      assertEquals((int) reference.getValue(), crc.addLong(number).value());
    }
  }

  @Test
  void moreDirectBuffersThanAreRememberedStillGetTheirOwnChecksum() {
    ByteBuffer[] buffers = new ByteBuffer[40];
    for (int index = 0; index < buffers.length; index++) {
      buffers[index] = ByteBuffer.allocateDirect(100).put(50, (byte) index);
    }
    Crc crc = new Crc();
    for (int round = 0; round < 3; round++) {
      for (ByteBuffer buffer : buffers) {
        CRC32C reference = new CRC32C();
        reference.update(buffer.slice(10, 80));
        assertEquals((int) reference.getValue(), crc.of(buffer, 10, 80));
      }
    }
  }

  @Test
  void aRangeOutsideItsBufferIsRefused() {
    ByteBuffer slice = ByteBuffer.allocate(100).slice(10, 20);
    Crc crc = new Crc();
    assertThrows(IndexOutOfBoundsException.class, () -> crc.of(slice, 15, 6));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.hash64(slice, 15, 6, 0));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.equal(slice, 15, slice, 0, 6));
    assertThrows(IndexOutOfBoundsException.class, () -> Bytes.copy(slice, 0, slice, 15, 6));
  }

  @Test
  void flippingAnyInputBitFlipsAboutHalfOfTheHash() {
    for (int length : new int[] {1, 3, 4, 8, 15, 16, 17, 47, 48, 49, 100}) {
      ByteBuffer buffer = ByteBuffer.allocate(length);
      Prng prng = new Prng(length);
      for (int bit = 0; bit < 8 * length; bit++) {
        long flips = 0;
        for (int round = 0; round < 200; round++) {
          for (int index = 0; index < length; index++) {
            buffer.put(index, (byte) prng.next());
          }
          long seed = prng.next();
          long before = Bytes.hash64(buffer, 0, length, seed);
          buffer.put(bit / 8, (byte) (buffer.get(bit / 8) ^ (1 << bit % 8)));
          flips += Long.bitCount(before ^ Bytes.hash64(buffer, 0, length, seed));
        }
        long perThousandBits = flips * 1000 / (64 * 200);
        assertTrue(
            perThousandBits > 460 && perThousandBits < 540,
            "length " + length + " bit " + bit + " flipped " + perThousandBits);
      }
    }
  }

  @Property
  void comparingAndEqualityFollowUnsignedBytes(
      @ForAll @Size(max = 40) byte[] one,
      @ForAll @Size(max = 40) byte[] two,
      @ForAll @IntRange(max = 40) int shared) {
    // Random arrays differ at once: give them a common beginning too.
    System.arraycopy(one, 0, two, 0, Math.min(shared, Math.min(one.length, two.length)));
    int expected = Integer.signum(Arrays.compareUnsigned(one, two));
    int common = Math.min(one.length, two.length);
    boolean sameBeginning = Arrays.equals(one, 0, common, two, 0, common);
    for (ByteBuffer left : containers(one, 3)) {
      for (ByteBuffer right : containers(two, 9)) {
        int order = Bytes.compare(left, 3, one.length, right, 9, two.length);
        assertEquals(expected, Integer.signum(order));
        assertEquals(sameBeginning, Bytes.equal(left, 3, right, 9, common));
      }
    }
  }

  @Test
  void equalitySeesEveryByte() {
    for (int length = 1; length < 40; length++) {
      for (int index = 0; index < length; index++) {
        ByteBuffer changed = ByteBuffer.allocate(length).put(index, (byte) 1);
        assertFalse(Bytes.equal(ByteBuffer.allocate(length), 0, changed, 0, length));
      }
    }
  }

  @Property
  void copyingMovesTheRangeAndNothingElse(@ForAll @Size(max = 60) byte[] bytes) {
    for (ByteBuffer source : containers(bytes, 7)) {
      for (ByteBuffer target : containers(new byte[bytes.length], 2)) {
        Bytes.copy(source, 7, target, 2, bytes.length);
        byte[] copied = new byte[target.capacity()];
        target.get(0, copied);
        assertArrayEquals(bytes, Arrays.copyOfRange(copied, 2, 2 + bytes.length));
        assertEquals(FILLER, copied[1]);
        assertEquals(FILLER, copied[2 + bytes.length]);
      }
    }
  }

  private static final byte FILLER = 0x5A;

  /** Buffers of every kind that hold the bytes at the offset, with a position that is beside it. */
  private static ByteBuffer[] containers(byte[] bytes, int offset) {
    int capacity = offset + bytes.length + 9;
    ByteBuffer[] buffers = {
      ByteBuffer.allocate(capacity),
      ByteBuffer.allocateDirect(capacity),
      ByteBuffer.allocate(capacity + 20).slice(11, capacity),
      ByteBuffer.allocateDirect(capacity + 20).slice(11, capacity).order(ByteOrder.LITTLE_ENDIAN)
    };
    for (ByteBuffer buffer : buffers) {
      for (int index = 0; index < capacity; index++) {
        buffer.put(index, FILLER);
      }
      buffer.put(offset, bytes);
      buffer.position(5);
    }
    return buffers;
  }
}
