package io.apexkv.kernel.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** Bytes on disk, compared with what {@code docs/disk-format.md} says and nothing else. */
class BatchFormatTest {

  private final WalNode node =
      WalNode.boot(WalNode.formatted(WalNode.config(2)), WalNode.config(2));

  @Test
  void aBatchThatStartsASegmentIsLaidOutAsDocumented() {
    node.hardState(2, 4, 3);
    node.append(1, 4, 5, 0);
    node.commit();
    String header =
        """
        41505842 0001 0001 00000178 00000004 0000010000000001 0000000000000000
        0000000000000000 00000000 00000000 0000000000000001 00000000 00000000
        """;
    String heads =
        """
        04000000 00000030 0000000000000001
        0000000000000000 0000000000000000 0000000000000001 0000000000000000
        0000000000000000 0000000000000000
        04000000 00000030 0000000000000002
        0000000000000000 0000000000000000 0000000000000001 0000000000000000
        0000000000000000 0000000000000000
        """;
    String entries = entry(4, 1, 1, 5) + entry(4, 1, 2, 0);
    String records =
        "02000000 00000010 0000000000000002 0000000000000004 0000000000000003"
            + "01000000 00000045 0000000000000001 0000000000000001 00000002 00000000"
            + entries;
    String expected = (header + heads + records).replaceAll("\\s", "");
    expected = expected.replace("00000178", String.format("%08x", expected.length() / 2));
    assertEquals(expected, payload(0, expected.length() / 2));
    checkStamps(0, 4096, 1L << 40 | 1);
    int used = expected.length() / 2;
    assertEquals("00".repeat(8 * 496 - used), payload(0, 8 * 496).substring(2 * used));
  }

  @Test
  void aLaterBatchNamesTheOneBeforeAndItsEntries() {
    node.append(1, 4, 100, 200);
    node.append(2, 6, 10_000);
    node.commit();
    node.truncate(1, 2);
    node.commit();
    int previousBytes = 12_288;
    String expected =
        """
        41505842 0001 0000 00000098 00000001 0000010000000002 0000010000000001
        0000000000000001 00000000 00003000 0000000000000001 00000002 00000000
        0000000000000001 0000000000000001 0000000000000002 0000000000000004
        0000000000000002 0000000000000001 0000000000000001 0000000000000006
        03000000 00000008 0000000000000001 0000000000000002
        """;
    assertEquals(expected.replaceAll("\\s", ""), payload(previousBytes, 152));
    checkStamps(0, previousBytes, 1L << 40 | 1);
    checkStamps(previousBytes, 4096, 1L << 40 | 2);
    assertEquals(previousBytes + 4096, node.wal.usedBytes());
  }

  private static String entry(long term, long group, long index, int payloadBytes) {
    return ModelLog.hex(WalNode.entry(term, group, index, payloadBytes));
  }

  /** The payload of a batch, without the stamps between. */
  private String payload(int offset, int length) {
    byte[] payload = new byte[length];
    for (int at = 0; at < length; at++) {
      payload[at] = node.disk.segment(1)[offset + at / 496 * 512 + at % 496];
    }
    return ModelLog.hex(payload);
  }

  private void checkStamps(int offset, int length, long sequence) {
    ByteBuffer segment = ByteBuffer.wrap(node.disk.segment(1));
    for (int at = 0; at < length; at += 512) {
      int sector = offset + at;
      assertEquals(sequence, segment.getLong(sector + 496));
      assertEquals(at / 512, segment.getInt(sector + 504));
      ByteBuffer context = ByteBuffer.allocate(40);
      context.putLong(0, WalNode.CLUSTER.high()).putLong(8, WalNode.CLUSTER.low()).putLong(16, 1);
      context.putLong(24, 2L << 56 | 1).putLong(32, sector);
      CRC32C crc = new CRC32C();
      crc.update(context.array());
      crc.update(segment.array(), sector, 508);
      assertEquals((int) crc.getValue(), segment.getInt(sector + 508));
    }
    assertTrue(length > 0);
  }
}
