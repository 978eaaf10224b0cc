package io.apexkv.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/**
 * Where keys are: part of the protocol and of every data directory, so that these numbers may never
 * change. They were computed by another program, from {@code docs/wire-protocol.md}.
 */
final class PartitionTest {

  private static int of(String key, int partitions) {
    ByteBuffer bytes = ByteBuffer.wrap(("--" + key + "--").getBytes(StandardCharsets.ISO_8859_1));
    return Partition.of(bytes, 2, key.length(), partitions);
  }

  private static int of(long counter, int partitions) {
    return Partition.of(ByteBuffer.allocate(8).putLong(0, counter), 0, 8, partitions);
  }

  @Test
  void partitionsOfTextNeverMove() {
    assertEquals(0, of("k", 1));
    assertEquals(0, of("k", 7));
    assertEquals(5, of("k", 16));
    assertEquals(37, of("k", 64));
    assertEquals(983141, of("k", 1 << 20));
    assertEquals(3, of("greeting", 7));
    assertEquals(8, of("greeting", 16));
    assertEquals(56, of("greeting", 64));
    assertEquals(5, of("user:42", 7), "its hash has the highest bit: the remainder is unsigned");
    assertEquals(8, of("user:42", 64));
  }

  @Test
  void partitionsOfBytesNeverMove() {
    assertEquals(40, of("\u00FF\u0080", 64), "bytes are unsigned");
    assertEquals(14, of(0, 16));
    assertEquals(30, of(0, 64));
    assertEquals(7, of(1, 16));
    assertEquals(23, of(1, 64));
    assertEquals(46, of(-1, 64));
    assertEquals(38, of(1L << 56, 64));
  }

  @Test
  void countersAreSpreadEvenly() {
    int[] counts = new int[64];
    for (int i = 0; i < 64_000; i++) {
      counts[of(i, 64)]++;
    }
    for (int count : counts) {
      assertTrue(count > 800 && count < 1200, "partitions are about even: " + count);
    }
  }
}
