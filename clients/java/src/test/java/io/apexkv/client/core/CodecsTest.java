package io.apexkv.client.core;

import static io.apexkv.client.core.ScriptedWorld.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes against the ones that docs/wire-protocol.md shows or that follow from its tables. */
class CodecsTest {

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private static String hex(ClientRequest request, int offset) {
    byte[] frame = new byte[request.bytes() - offset];
    request.frame().get(offset, frame);
    return HEX.formatHex(frame);
  }

  private static String plain(ClientRequest request) {
    return hex(request, request.finishPlain(7));
  }

  private static String command(ClientRequest request) {
    return hex(request, request.finishCommand(7, 1, 0x55, 3, 2));
  }

  @Test
  void aPutIsTheExampleOfTheProtocolsPage() {
    assertEquals(
        "A9ECBD10020000000000000A00000007" + "000000016B" + "0000000176",
        plain(ClientRequest.put(bytes("k"), bytes("v"))));
  }

  @Test
  void operationsWithoutASession() {
    assertEquals(
        "A9ECBD10010000000000000500000007" + "000000016B", plain(ClientRequest.get(bytes("k"))));
    assertEquals(
        "A9ECBD10030000000000000500000007" + "000000016B", plain(ClientRequest.delete(bytes("k"))));
    assertEquals(
        "A9ECBD10240000000000000B00000007" + "000000016B" + "00" + "0000000176",
        plain(ClientRequest.compareAndSet(bytes("k"), null, bytes("v"))));
    assertEquals(
        "A9ECBD10240000000000001000000007" + "000000016B" + "01" + "0000000165" + "0000000176",
        plain(ClientRequest.compareAndSet(bytes("k"), bytes("e"), bytes("v"))));
  }

  @Test
  void operationsUnderASession() {
    String head = "0000000000000001" + "0000000000000055" + "0000000000000003" + "0000000000000002";
    assertEquals(
        "A9ECBD10220000000000002B00000007" + head + "02" + "000000016B" + "0000000176",
        command(ClientRequest.put(bytes("k"), bytes("v"))));
    assertEquals(
        "A9ECBD10220000000000002600000007" + head + "03" + "000000016B",
        command(ClientRequest.delete(bytes("k"))));
    assertEquals(
        "A9ECBD10220000000000002C00000007" + head + "24" + "000000016B" + "00" + "0000000176",
        command(ClientRequest.compareAndSet(bytes("k"), null, bytes("v"))));
  }

  @Test
  void requestsThatAreNoOperations() {
    assertEquals("A9ECBD10040000000000000000000007", plain(ClientRequest.ping(null)));
    assertEquals("A9ECBD10050000000000000000000007", plain(ClientRequest.metrics(null)));
    assertEquals("A9ECBD10200000000000000000000007", plain(ClientRequest.describe(null)));
    assertEquals(
        "A9ECBD10210000000000001000000007" + "0000000000000002" + "00000400" + "00000000",
        plain(ClientRequest.openSession(2, 1024)));
    assertEquals(
        "A9ECBD10230000000000001000000007" + "0000000000000002" + "0000000000000055",
        plain(ClientRequest.closeSession(2, 0x55)));
  }

  @Test
  void aDescriptionHasEveryFieldOfThePage() {
    byte[] payload =
        HEX.parseHex(
            "0001"
                + "01"
                + "00"
                + "00000002"
                + "00000000000000AA"
                + "00000000000000BB"
                + "0000000000000003"
                + "0000000000000004"
                + "0000000000000005"
                + "0000000000000006"
                + "0000000000000007"
                + "0000000000000008"
                + "0000000000000009"
                + "000000000000000A"
                + "00000003"
                + "646972"
                + "00000010"
                + "00000001"
                + "00000002"
                + "00000003"
                + "613A31"
                + "00000001"
                + "0000000000000001"
                + "03"
                + "000000"
                + "00000002"
                + "000000000000000B"
                + "000000000000000C"
                + "000000000000000D"
                + "000000000000000E");
    ClusterDescription expected =
        new ClusterDescription(
            ClusterDescription.State.SERVING,
            2,
            0xAA,
            0xBB,
            3,
            4,
            5,
            6,
            new NodeMetrics(7, 8, 9, 10),
            "dir",
            16,
            List.of(new ClusterDescription.Member(2, "a:1")),
            List.of(
                new ClusterDescription.GroupStatus(
                    1, ClusterDescription.Role.LEADER, 2, 11, 12, 13, 14)));
    ByteBuffer buffer = ByteBuffer.allocate(payload.length + 3).put(3, payload);
    assertEquals(expected, DescriptionCodec.decode(buffer, 3, payload.length));
    assertEquals("a:1", expected.addressOf(2));
    assertNull(expected.addressOf(1));
  }

  @Test
  void aDescriptionThatIsCutOrTooLongOrOfAnotherVersionIsRefused() {
    ByteBuffer frame = AnswerFrames.description(1, 16, 2, 1, List.of("n1:1", "n2:2"));
    int length = frame.capacity() - ClientFrame.HEADER_BYTES;
    int offset = ClientFrame.HEADER_BYTES;
    assertNotNull(DescriptionCodec.decode(frame, offset, length));
    for (int cut = 0; cut < length; cut++) {
      assertNull(DescriptionCodec.decode(frame, offset, cut), "cut to " + cut);
    }
    ByteBuffer longer = ByteBuffer.allocate(length + 1);
    longer.put(0, frame, offset, length);
    assertNull(DescriptionCodec.decode(longer, 0, length + 1));
    frame.putShort(offset, (short) 2);
    assertNull(DescriptionCodec.decode(frame, offset, length));
  }

  @Test
  void aDescriptionWhoseCountsLieIsRefusedBeforeMemoryIsSetAside() {
    ByteBuffer frame = AnswerFrames.description(1, 16, 1, 1, List.of("n1:1"));
    int length = frame.capacity() - ClientFrame.HEADER_BYTES;
    int offset = ClientFrame.HEADER_BYTES;
    int members = offset + 88 + 4 + "direct".length() + 4;
    assertEquals(1, frame.getInt(members));
    frame.putInt(members, Integer.MAX_VALUE);
    assertNull(DescriptionCodec.decode(frame, offset, length));
    frame.putInt(members, -1);
    assertNull(DescriptionCodec.decode(frame, offset, length));
  }

  @Test
  void addressesAreHostAndPort() {
    assertEquals(new Address("127.0.0.1", 7001), Address.parse("127.0.0.1:7001"));
    assertEquals(new Address("::1", 7001), Address.parse("[::1]:7001"));
    for (String wrong :
        List.of(
            "",
            "host",
            ":1",
            "host:",
            "host:0",
            "host:65536",
            "host:x",
            "ho st:1",
            "::1:7",
            "host:-1",
            "host:+1",
            "host:000001")) {
      assertThrows(IllegalArgumentException.class, () -> Address.parse(wrong));
      String problem = Address.problem(wrong);
      assertTrue(problem != null && problem.contains("'" + wrong + "'"), wrong);
    }
  }

  @Test
  void textFromANodeIsMadePrintable() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {'a', 27, '[', (byte) 0xC3, 'z'});
    assertEquals("a?[?z", Text.ascii(buffer, 0, 5));
  }
}
