package io.apexkv.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.base.Crc;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The header of frames between servers, and the handshake. */
class PeerFrameTest {

  private static final ClusterId CLUSTER = new ClusterId(0x1122334455667788L, 0x99AABBCCDDEEFF00L);
  private static final int AT = 5;

  private final Crc crc = new Crc();
  private final ByteBuffer buffer = ByteBuffer.allocate(4096);

  private int vote() {
    PeerFrame.putHeader(buffer, AT, PeerFrame.VOTE, CLUSTER, 3, 1, 2, 9);
    VoteRequest.put(buffer, AT + PeerFrame.HEADER_BYTES, 17, 8);
    int length = PeerFrame.HEADER_BYTES + VoteRequest.BYTES;
    PeerFrame.seal(buffer, AT, length, crc);
    return length;
  }

  @Test
  void theHeaderIsWhereTheProtocolSaysItIs() {
    int length = vote();
    assertEquals(80, buffer.getInt(AT));
    assertEquals(crc.of(buffer, AT + 8, length - 8), buffer.getInt(AT + 4));
    assertEquals(1, buffer.get(AT + 8), "version");
    assertEquals(12, buffer.get(AT + 9), "kind");
    assertEquals(0, buffer.getShort(AT + 10));
    assertEquals(0, buffer.getInt(AT + 12));
    assertEquals(CLUSTER.high(), buffer.getLong(AT + 16));
    assertEquals(CLUSTER.low(), buffer.getLong(AT + 24));
    assertEquals(3, buffer.getLong(AT + 32), "group");
    assertEquals(1, buffer.getLong(AT + 40), "sender");
    assertEquals(2, buffer.getLong(AT + 48), "receiver");
    assertEquals(9, buffer.getLong(AT + 56), "term");
    assertEquals(17, buffer.getLong(AT + 64), "lastIndex");
    assertEquals(8, buffer.getLong(AT + 72), "lastTerm");
    assertNull(PeerFrame.validate(buffer, AT, length, CLUSTER, crc));
  }

  @Test
  void everyFlippedBitIsNoticed() {
    int length = vote();
    for (int bit = 0; bit < 8 * length; bit++) {
      int at = AT + bit / 8;
      buffer.put(at, (byte) (buffer.get(at) ^ 1 << bit % 8));
      assertNotNull(PeerFrame.validate(buffer, AT, length, CLUSTER, crc), "bit " + bit);
      buffer.put(at, (byte) (buffer.get(at) ^ 1 << bit % 8));
    }
    assertNull(PeerFrame.validate(buffer, AT, length, CLUSTER, crc));
  }

  @Test
  void aFrameOfAnotherClusterOrVersionIsRefusedWithItsReason() {
    int length = vote();
    ClusterId other = new ClusterId(1, 1);
    assertEquals(FrameError.CLUSTER, PeerFrame.validate(buffer, AT, length, other, crc));
    buffer.put(AT + 8, (byte) 2);
    PeerFrame.seal(buffer, AT, length, crc);
    assertEquals(FrameError.VERSION, PeerFrame.validate(buffer, AT, length, CLUSTER, crc));
    assertEquals(FrameError.LENGTH, PeerFrame.validate(buffer, AT, length - 1, CLUSTER, crc));
  }

  @Test
  void aStreamIsCutByTheLengthField() {
    vote();
    assertEquals(PeerFrame.INCOMPLETE, PeerFrame.lengthOf(buffer, AT, 3));
    assertEquals(80, PeerFrame.lengthOf(buffer, AT, 4));
    buffer.putInt(AT, 63);
    assertEquals(PeerFrame.NO_FRAME, PeerFrame.lengthOf(buffer, AT, 100));
    buffer.putInt(AT, PeerFrame.MAX_BYTES);
    assertEquals(PeerFrame.MAX_BYTES, PeerFrame.lengthOf(buffer, AT, 100));
    buffer.putInt(AT, PeerFrame.MAX_BYTES + 1);
    assertEquals(PeerFrame.NO_FRAME, PeerFrame.lengthOf(buffer, AT, 100));
    buffer.putInt(AT, -80);
    assertEquals(PeerFrame.NO_FRAME, PeerFrame.lengthOf(buffer, AT, 100));
  }

  // The handshake.

  private void hello(ClusterId cluster, int node, int peer) {
    Hello.put(buffer, AT, cluster, node, peer, 6, crc);
  }

  private int refusalCode(int node, int... members) {
    Refusal refusal = Hello.check(buffer, AT, CLUSTER, node, members);
    return refusal == null ? 0 : refusal.code();
  }

  @Test
  void aHelloOfAnotherMemberIsAccepted() {
    hello(CLUSTER, 2, 1);
    assertTrue(Hello.isHello(buffer, AT, Hello.FRAME_BYTES, crc));
    assertEquals(0, refusalCode(1, 1, 2, 3));
    assertEquals(2, Hello.node(buffer, AT));
    assertEquals(6, Hello.bootCounter(buffer, AT));
  }

  @Test
  void aHelloForSomebodyElseIsRefusedWithTheFirstThingThatIsWrong() {
    hello(new ClusterId(1, 1), 9, 7);
    assertEquals(Refusal.CLUSTER, refusalCode(1, 1, 2, 3));
    hello(CLUSTER, 9, 7);
    assertEquals(Refusal.RECEIVER, refusalCode(1, 1, 2, 3));
    hello(CLUSTER, 9, 1);
    assertEquals(Refusal.SENDER, refusalCode(1, 1, 2, 3));
    hello(CLUSTER, 1, 1);
    assertEquals(Refusal.SENDER, refusalCode(1, 1, 2, 3), "a node does not greet itself");
    hello(CLUSTER, 2, 1);
    buffer.put(AT + 8, (byte) 7);
    PeerFrame.seal(buffer, AT, Hello.FRAME_BYTES, crc);
    assertTrue(Hello.isHello(buffer, AT, Hello.FRAME_BYTES, crc), "of whatever version");
    assertEquals(Refusal.VERSION, refusalCode(1, 1, 2, 3));
  }

  @Test
  void aHelloIsOnlyWhatIsIntactAndSaysSo() {
    int length = vote();
    assertFalse(Hello.isHello(buffer, AT, length, crc));
    hello(CLUSTER, 2, 1);
    assertFalse(Hello.isHello(buffer, AT, Hello.FRAME_BYTES - 1, crc));
    buffer.put(AT + 70, (byte) 1);
    assertFalse(Hello.isHello(buffer, AT, Hello.FRAME_BYTES, crc));
  }

  @Test
  void aRefusalArrivesWithItsSentence() {
    Refusal refusal = new Refusal(Refusal.CLUSTER, "not the cluster – whatever");
    int length = refusal.put(buffer, AT, CLUSTER, 1, 2, crc);
    assertEquals(refusal, Refusal.read(buffer, AT, length, crc));
    buffer.put(AT + 80, (byte) 0);
    assertNull(Refusal.read(buffer, AT, length, crc));
  }

  @Test
  void aRefusalsSentenceIsCutAtItsBound() {
    Refusal refusal = new Refusal(Refusal.SENDER, "x".repeat(5000));
    int length = refusal.put(buffer, AT, CLUSTER, 1, 2, crc);
    assertEquals(Refusal.MAX_FRAME_BYTES, length);
    Refusal read = Refusal.read(buffer, AT, length, crc);
    assertNotNull(read);
    assertEquals("x".repeat(Refusal.MAX_SENTENCE_BYTES), read.sentence());
  }
}
