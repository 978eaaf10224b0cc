package io.apexkv.kernel.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.store.wal.Sectors.Kind;
import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SectorsTest {

  private static final ClusterId CLUSTER = new ClusterId(1, 2);
  private static final FileId FILE = new FileId(FileId.Kind.WAL, 7);

  private final Sectors sectors = Sectors.ofLog(CLUSTER, 3);

  @Test
  void aPayloadIsRoundedUpToWholeBlocks() {
    assertEquals(4096, Sectors.sectoredBytes(1));
    assertEquals(4096, Sectors.sectoredBytes(8 * 496));
    assertEquals(8192, Sectors.sectoredBytes(8 * 496 + 1));
    assertEquals(16 * 496, Sectors.payloadCapacity(8192));
  }

  @Property(tries = 200)
  void aPayloadComesBackAsItWasSpread(
      @ForAll @IntRange(min = 1, max = 5000) int length,
      @ForAll @IntRange(max = 4999) int cut,
      @ForAll long seed) {
    byte[] payload = new byte[length];
    new Random(seed).nextBytes(payload);
    int first = Math.min(cut, length);
    int bytes = Sectors.sectoredBytes(length);
    ByteBuffer buffer = ByteBuffer.allocate(64 + bytes);
    Sectors.spread(ByteBuffer.wrap(payload), 0, first, buffer, 64, 0);
    Sectors.spread(ByteBuffer.wrap(payload), first, length - first, buffer, 64, first);
    Sectors.pad(buffer, 64, bytes, length);
    sectors.stamp(FILE, 4096, buffer, 64, bytes, 99);
    for (int at = 0; at < bytes; at += 512) {
      assertEquals(Kind.VALID, sectors.classify(FILE, 4096 + at, buffer, 64 + at));
      assertEquals(99, Sectors.sequence(buffer, 64 + at));
      assertEquals(at / 512, Sectors.number(buffer, 64 + at));
    }
    Sectors.compact(buffer, 64, bytes);
    byte[] found = new byte[length];
    buffer.get(64, found);
    assertEquals(ByteBuffer.wrap(payload), ByteBuffer.wrap(found));
  }

  @Test
  void aSectorOfZerosWasNeverWritten() {
    assertEquals(Kind.ZERO, sectors.classify(FILE, 0, ByteBuffer.allocate(512), 0));
  }

  @Test
  void anyFlippedBitIsFound() {
    ByteBuffer buffer = stamped();
    for (int bit = 0; bit < 512 * 8; bit++) {
      flip(buffer, bit);
      assertEquals(Kind.INVALID, sectors.classify(FILE, 4096, buffer, 0), "bit " + bit);
      flip(buffer, bit);
    }
    assertEquals(Kind.VALID, sectors.classify(FILE, 4096, buffer, 0));
  }

  @Test
  void aSectorVerifiesOnlyWhereItBelongs() {
    ByteBuffer buffer = stamped();
    FileId otherId = new FileId(FileId.Kind.WAL, 8);
    FileId otherKind = new FileId(FileId.Kind.SUPERBLOCK, 7);
    assertEquals(Kind.VALID, sectors.classify(FILE, 4096, buffer, 0));
    assertEquals(Kind.INVALID, sectors.classify(FILE, 8192, buffer, 0));
    assertEquals(Kind.INVALID, sectors.classify(otherId, 4096, buffer, 0));
    assertEquals(Kind.INVALID, sectors.classify(otherKind, 4096, buffer, 0));
    Sectors otherNode = Sectors.ofLog(CLUSTER, 4);
    Sectors otherCluster = Sectors.ofLog(new ClusterId(1, 3), 3);
    assertEquals(Kind.INVALID, otherNode.classify(FILE, 4096, buffer, 0));
    assertEquals(Kind.INVALID, otherCluster.classify(FILE, 4096, buffer, 0));
  }

  @Test
  void directAndHeapMemoryGetTheSameStamps() {
    ByteBuffer heap = stamped();
    ByteBuffer direct = ByteBuffer.allocateDirect(4096);
    sectors.stamp(FILE, 4096, direct, 0, 4096, 99);
    assertTrue(heap.equals(direct));
  }

  private ByteBuffer stamped() {
    ByteBuffer buffer = ByteBuffer.allocate(4096);
    sectors.stamp(FILE, 4096, buffer, 0, 4096, 99);
    return buffer;
  }

  private static void flip(ByteBuffer buffer, int bit) {
    buffer.put(bit / 8, (byte) (buffer.get(bit / 8) ^ 1 << bit % 8));
  }
}
