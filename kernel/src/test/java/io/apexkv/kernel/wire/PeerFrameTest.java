package io.apexkv.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.base.Crc;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The header of frames between servers, and the handshake. */
class PeerFrameTest {

  private static final ClusterId CLUSTER = new ClusterId(0x1122334455667788L, 0x99AABBCCDDEEFF00L);
  private static final int AT = 5;
  private static final Layout LAYOUT = new Layout(64, 4, new int[] {1, 2, 3});

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
    Hello.put(buffer, AT, cluster, node, peer, 6, LAYOUT, crc);
  }

  private int refusalCode() {
    Refusal refusal = Hello.check(buffer, AT, CLUSTER, 1, LAYOUT);
    return refusal == null ? 0 : refusal.code();
  }

  /** What a node 1 with this layout answers to a node 2 with {@link #LAYOUT}. */
  private @Nullable Refusal answerOf(int partitions, int groups, int... members) {
    hello(CLUSTER, 2, 1);
    return Hello.check(buffer, AT, CLUSTER, 1, new Layout(partitions, groups, members));
  }

  @Test
  void aHelloOfAnotherMemberIsAccepted() {
    hello(CLUSTER, 2, 1);
    assertTrue(Hello.isHello(buffer, AT, Hello.FRAME_BYTES, crc));
    assertEquals(0, refusalCode());
    assertEquals(2, Hello.node(buffer, AT));
    assertEquals(6, Hello.bootCounter(buffer, AT));
  }

  @Test
  void aHelloForSomebodyElseIsRefusedWithTheFirstThingThatIsWrong() {
    hello(new ClusterId(1, 1), 9, 7);
    assertEquals(Refusal.CLUSTER, refusalCode());
    hello(CLUSTER, 9, 7);
    assertEquals(Refusal.RECEIVER, refusalCode());
    hello(CLUSTER, 9, 1);
    assertEquals(Refusal.SENDER, refusalCode());
    hello(CLUSTER, 1, 1);
    assertEquals(Refusal.SENDER, refusalCode(), "a node does not greet itself");
    hello(CLUSTER, 2, 1);
    buffer.put(AT + 8, (byte) 7);
    PeerFrame.seal(buffer, AT, Hello.FRAME_BYTES, crc);
    assertTrue(Hello.isHello(buffer, AT, Hello.FRAME_BYTES, crc), "of whatever version");
    assertEquals(Refusal.VERSION, refusalCode());
  }

  @Test
  void aHelloTellsTheLayoutWhereTheProtocolSays() {
    hello(CLUSTER, 2, 1);
    assertEquals(88, buffer.getInt(AT));
    assertEquals(6, buffer.getLong(AT + 64), "bootCounter");
    assertEquals(64, buffer.getInt(AT + 72), "partitions");
    assertEquals(4, buffer.getInt(AT + 76), "groups");
    assertEquals(0x8A389AF48F388BD2L, buffer.getLong(AT + 80), "voters");
  }

  @Test
  void otherNumbersOfPartitionsOrGroupsAreRefusedWithBoth() {
    assertEquals(
        new Refusal(
            Refusal.LAYOUT,
            "this node has 64 partitions and 1 group, but was greeted with 64 and 4;"
                + " format all nodes alike"),
        answerOf(64, 1, 1, 2, 3));
    assertEquals(
        new Refusal(
            Refusal.LAYOUT,
            "this node has 32 partitions and 4 groups, but was greeted with 64 and 4;"
                + " format all nodes alike"),
        answerOf(32, 4, 1, 2, 3));
  }

  @Test
  void anotherListOfServersIsRefusedButNotAnotherOrder() {
    assertNull(answerOf(64, 4, 3, 1, 2));
    assertEquals(
        new Refusal(
            Refusal.LAYOUT,
            "this node has servers 1, 2, but was greeted by one with another list;"
                + " give all nodes the same --peers"),
        answerOf(64, 4, 2, 1));
    assertNotNull(answerOf(64, 4, 1, 2, 4));
    assertNotNull(answerOf(64, 4, 1, 2, 3, 4));
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
