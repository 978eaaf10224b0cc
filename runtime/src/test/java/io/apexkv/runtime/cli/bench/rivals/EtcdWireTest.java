package io.apexkv.runtime.cli.bench.rivals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.runtime.cli.bench.load.Loads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames as etcd 3.4 sends them, in hex. */
class EtcdWireTest {

  private final EtcdWire wire = new EtcdWire(Loads.of(1, 4, 10), "h:1");
  private final ByteBuffer out = ByteBuffer.allocate(1 << 20);
  private final Heard heard = new Heard();

  @Test
  void aPutIsAHeadersAndADataFrameOnAStreamOfItsOwn() {
    wire.put(out, 0, 5);
    int headerBytes = (out.get(0) << 16) + out.getShort(1);
    assertEquals("010400000001", hex(3, 6), "HEADERS, END_HEADERS, stream 1");
    int data = 9 + headerBytes;
    assertEquals("000031000100000001", hex(data, 9), "DATA of 49 bytes, END_STREAM");
    assertEquals("000000002c" + "0a080000000000000005" + "1220", hex(data + 9, 17));
    assertEquals(data + 9 + 49, out.position());
    int second = out.position();
    wire.get(out, 1, 6);
    assertEquals(3, out.getInt(second + 5), "stream 3");
  }

  @Test
  void aPutsAnswerIsAMessageWithAHeaderAlone() throws Exception {
    wire.put(out, 2, 5);
    read(
        "000004010400000001" + "88000000", // HEADERS
        "00000b000000000001" + "0000000006" + "0a0408011002", // DATA: header {..}
        "000004010500000001" + "00000000"); // trailers
    assertEquals(List.of("done 2"), heard.said);
  }

  @Test
  void aRangesAnswerHasAValue() throws Exception {
    wire.get(out, 3, 5);
    read(
        "000019000000000001"
            + "0000000014"
            + "0a0408011002" // header
            + "120a" // kvs, 10 bytes
            + "0a016b" // key
            + "1803" // mod_revision
            + "2a03616263" // value abc
            + "2001"); // count
    assertEquals(List.of("value 3 abc"), heard.said);
  }

  @Test
  void trailersWithoutAMessageAreAnError() throws Exception {
    wire.put(out, 1, 5);
    read("000001010500000001" + "88");
    assertEquals(List.of("failed 1 gRPC answered with an error"), heard.said);
  }

  @Test
  void settingsAndPingsAreAcknowledged() throws Exception {
    read("000000040000000000", "000008060000000000" + "0102030405060708");
    assertEquals("000000040100000000" + "000008060100000000" + "0102030405060708", hex(0, 26));
  }

  @Test
  void noMoreIsSentThanTheServersWindowAllows() throws Exception {
    int sent = 0;
    while (wire.mayAsk()) {
      wire.put(out, 0, 5);
      sent++;
    }
    assertEquals(65_535 / 49, sent);
    read("000004080000000000" + "00000031");
    assertTrue(wire.mayAsk());
    wire.put(out, 0, 5);
    assertFalse(wire.mayAsk());
  }

  @Test
  void aConnectionThatEtcdEndsIsAnError() {
    assertThrows(IOException.class, () -> read("000000070000000000"));
  }

  @Test
  void theLargestValueStillFitsIntoOneFrame() {
    EtcdWire large = new EtcdWire(Loads.valued(EtcdWire.MOST_VALUE_BYTES), "h:1");
    large.put(out, 0, 5);
    int headerBytes = (out.get(0) << 16) + out.getShort(1);
    int data = 9 + headerBytes;
    int dataBytes = ((out.get(data) & 0xFF) << 16) + (out.getShort(data + 1) & 0xFFFF);
    assertEquals(out.position(), data + 9 + dataBytes);
    assertTrue(dataBytes <= 16_384, dataBytes + " bytes");
    assertTrue(out.position() <= large.requestBytes());
  }

  @Test
  void largerValuesAreRefusedBeforeAnythingIsMeasured() {
    Rival.Kind etcd = Rival.all().getFirst();
    assertEquals("etcd", etcd.name());
    assertNull(etcd.unfit(Loads.valued(16_000)));
    assertEquals(
        "takes values of at most 16000 bytes here: a message has to fit into one frame of HTTP/2",
        etcd.unfit(Loads.valued(16_001)));
  }

  private void read(String... frames) throws IOException {
    wire.read(ByteBuffer.wrap(HexFormat.of().parseHex(String.join("", frames))), out, heard);
  }

  private String hex(int from, int length) {
    byte[] bytes = new byte[length];
    out.get(from, bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
