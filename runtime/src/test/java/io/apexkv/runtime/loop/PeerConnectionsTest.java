package io.apexkv.runtime.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.wire.Layout;
import io.apexkv.kernel.wire.PeerFrame;
import io.apexkv.kernel.wire.Refusal;
import io.apexkv.runtime.net.NetBounds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handshakes, credit and failures between servers; node 2 of 1, 2, 3, the others played here. */
class PeerConnectionsTest {

  private static final int CREDIT = ToyNode.BOUNDS.peerCreditBytes();

  private ServerSocket third;
  private ToyNode node;

  @BeforeEach
  void start() throws IOException {
    start(ToyNode.BOUNDS);
  }

  private void restart(NetBounds bounds) throws Exception {
    stop();
    start(bounds);
  }

  private void start(NetBounds bounds) throws IOException {
    third = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    third.setSoTimeout(20_000);
    ServerSocketChannel listener = ToyNode.listen();
    List<Member> members =
        List.of(
            new Member(1, "127.0.0.1:" + ToyNode.freePort()),
            ToyNode.member(2, listener),
            new Member(3, "127.0.0.1:" + third.getLocalPort()));
    node = new ToyNode(2, members, listener, bounds);
  }

  @AfterEach
  void stop() throws Exception {
    third.close();
    node.close();
  }

  private RawPeer acceptThird() throws IOException {
    return new RawPeer(third.accept());
  }

  private RawPeer connectedAsFirst() throws Exception {
    RawPeer first = RawPeer.dial(node.port);
    first.sayHello(ToyNode.CLUSTER, 1, 2, 11);
    assertEquals(7, first.readHello());
    return first;
  }

  @Test
  void theLowerIdDialsAndBothGreet() throws Exception {
    try (RawPeer first = connectedAsFirst();
        RawPeer other = acceptThird()) {
      node.kernel.await("up 1 boot 11");
      node.kernel.await("space 1 " + CREDIT);
      assertEquals(7, other.readHello());
      assertEquals(0, node.kernel.count(line -> line.startsWith("up 3")));
      other.sayHello(ToyNode.CLUSTER, 3, 2, 13);
      node.kernel.await("up 3 boot 13");
      assertTrue(first.isOpen());
    }
    node.kernel.await("down 1");
    node.kernel.await("down 3");
  }

  @Test
  void twoNodesFindEachOtherAgainAfterTheConnectionIsCut() throws Exception {
    try (RawPeer once = acceptThird()) {
      once.readHello();
      once.sayHello(ToyNode.CLUSTER, 3, 2, 13);
      node.kernel.await("up 3 boot 13");
    }
    try (RawPeer again = acceptThird()) {
      again.readHello();
      again.sayHello(ToyNode.CLUSTER, 3, 2, 14);
      node.kernel.await("up 3 boot 14");
    }
    assertEquals(
        List.of("up 3 boot 13", "down 3", "up 3 boot 14"),
        node.kernel.all(line -> line.matches("(up|down) 3.*")).subList(0, 3));
  }

  @Test
  void framesAreDeliveredWholeHoweverTheyAreCut() throws Exception {
    try (RawPeer first = connectedAsFirst()) {
      byte[] frames = new byte[200 + PeerFrame.MAX_BYTES];
      ByteBuffer.wrap(frames).putInt(0, 200).put(199, (byte) 5);
      ByteBuffer.wrap(frames).putInt(200, PeerFrame.MAX_BYTES).put(frames.length - 1, (byte) 6);
      first.send(Arrays.copyOfRange(frames, 0, 77));
      first.send(Arrays.copyOfRange(frames, 77, frames.length));
      node.kernel.await("message 1 200 bytes ending 5");
      node.kernel.await("message 1 " + PeerFrame.MAX_BYTES + " bytes ending 6");
    }
  }

  @Test
  void whatIsSentArrivesAndItsCreditComesBack() throws Exception {
    try (RawPeer first = connectedAsFirst()) {
      node.kernel.await("up 1 boot 11");
      ByteBuffer frame = ByteBuffer.allocate(100_000).putInt(0, 100_000);
      node.kernel.post(host -> host.send(1, frame, 0, 100_000));
      ByteBuffer got = first.read();
      assertEquals(frame, got);
      node.kernel.await("space 1 100000");
    }
  }

  @Test
  void creditStaysAwayWhileThePeerTakesNothing() throws Exception {
    restart(ToyNode.PATIENT_UNTIL_GREETED);
    try (RawPeer first = connectedAsFirst()) {
      node.kernel.await("up 1 boot 11");
      ByteBuffer frames = ByteBuffer.allocate(CREDIT);
      node.kernel.post(host -> host.send(1, frames, 0, CREDIT));
      assertTrue(first.isOpen());
      node.kernel.await("down 1"); // it took not all of it, and then nothing for too long
      long returned =
          node.kernel.sum(line -> line.startsWith("space 1 "), "space 1 ".length()) - CREDIT;
      assertTrue(returned < CREDIT, "returned " + returned);
    }
  }

  @Test
  void anotherClusterIsRefusedByName() throws Exception {
    try (RawPeer first = RawPeer.dial(node.port)) {
      first.sayHello(new ClusterId(1, 2), 1, 2, 11);
      assertRefused(first, Refusal.CLUSTER, "00000000000000010000000000000002");
    }
  }

  @Test
  void anotherReceiverIsRefusedByName() throws Exception {
    try (RawPeer first = RawPeer.dial(node.port)) {
      first.sayHello(ToyNode.CLUSTER, 1, 3, 11);
      assertRefused(first, Refusal.RECEIVER, "node 3");
    }
  }

  @Test
  void aStrangerIsRefusedByName() throws Exception {
    try (RawPeer stranger = RawPeer.dial(node.port)) {
      stranger.sayHello(ToyNode.CLUSTER, 9, 2, 11);
      assertRefused(stranger, Refusal.SENDER, "node 9");
    }
  }

  @Test
  void anotherVersionIsRefusedByName() throws Exception {
    try (RawPeer first = RawPeer.dial(node.port)) {
      first.sayHelloInVersion(2, 1, 2);
      assertRefused(first, Refusal.VERSION, "version 1");
    }
  }

  @Test
  void aHigherIdThatDialsIsRefused() throws Exception {
    try (RawPeer wrongSide = RawPeer.dial(node.port)) {
      wrongSide.sayHello(ToyNode.CLUSTER, 3, 2, 11);
      assertRefused(wrongSide, Refusal.SENDER, "node 2 connects to node 3");
    }
  }

  @Test
  void aServerFormattedWithOtherGroupsIsRefusedByNumber() throws Exception {
    try (RawPeer first = RawPeer.dial(node.port)) {
      first.sayHelloWith(new Layout(64, 4, new int[] {1, 2, 3}), 1, 2);
      assertRefused(first, Refusal.LAYOUT, "64 partitions and 1 group, but");
    }
  }

  @Test
  void aServerStartedWithOtherPeersIsRefused() throws Exception {
    try (RawPeer first = RawPeer.dial(node.port)) {
      first.sayHelloWith(new Layout(64, 1, new int[] {1, 2}), 1, 2);
      assertRefused(first, Refusal.LAYOUT, "servers 1, 2, 3");
    }
  }

  @Test
  void whomWeDialHasToBeLaidOutAlikeToo() throws Exception {
    try (RawPeer other = acceptThird()) {
      other.readHello();
      other.sayHelloWith(new Layout(32, 1, new int[] {1, 2, 3}), 3, 2);
      assertRefused(other, Refusal.LAYOUT, "greeted with 32 and 1");
    }
  }

  private void assertRefused(RawPeer peer, int code, String named) throws Exception {
    Refusal refusal = peer.readRefusal();
    assertEquals(code, refusal.code());
    assertTrue(refusal.sentence().contains(named), refusal.sentence());
    assertNull(peer.read(), "then the connection closes");
    assertEquals(0, node.kernel.count(line -> line.startsWith("up")));
  }

  @Test
  void whoRefusesUsIsDialledAgainLater() throws Exception {
    try (RawPeer once = acceptThird()) {
      once.readHello();
      once.refuse(new Refusal(Refusal.CLUSTER, "not this one"), 3, 2);
      assertNull(once.read());
    }
    try (RawPeer again = acceptThird()) {
      again.readHello();
      assertEquals(0, node.kernel.count(line -> line.startsWith("up 3")));
    }
  }

  @Test
  void aPeerThatConnectsAgainTakesThePlaceOfItsOldConnection() throws Exception {
    try (RawPeer old = connectedAsFirst();
        RawPeer renewed = RawPeer.dial(node.port)) {
      renewed.sayHello(ToyNode.CLUSTER, 1, 2, 12);
      renewed.readHello();
      node.kernel.await("up 1 boot 12");
      assertTrue(old.ends());
      assertEquals(
          List.of("up 1 boot 11", "down 1", "up 1 boot 12"),
          node.kernel.all(line -> line.matches("(up|down) 1.*")));
    }
  }

  @Test
  void nobodyIsGreetedBeforeTheLogIsRead() throws Exception {
    node.kernel.boot = 0;
    try (RawPeer early = RawPeer.dial(node.port)) {
      early.sayHello(ToyNode.CLUSTER, 1, 2, 11);
      assertTrue(early.endsOrIsReset());
    }
    node.kernel.boot = 8;
    try (RawPeer later = RawPeer.dial(node.port)) {
      later.sayHello(ToyNode.CLUSTER, 1, 2, 11);
      assertEquals(8, later.readHello());
    }
  }

  @Test
  void bytesThatAreNoFrameEndTheConnection() throws Exception {
    try (RawPeer first = connectedAsFirst()) {
      node.kernel.await("up 1 boot 11");
      first.send(new byte[] {0, 0, 0, 63});
      node.kernel.await("down 1");
    }
  }

  @Test
  void aHelloWithAWrongChecksumIsNotAnswered() throws Exception {
    try (RawPeer first = RawPeer.dial(node.port)) {
      byte[] hello = first.hello(ToyNode.CLUSTER, 1, 2, 11);
      hello[hello.length - 1] ^= 1;
      first.send(hello);
      assertTrue(first.endsOrIsReset());
    }
  }

  @Test
  void aPeerThatNeverGreetsIsGivenUp() throws Exception {
    restart(ToyNode.IMPATIENT);
    try (RawPeer silent = acceptThird()) {
      silent.readHello();
      assertTrue(silent.endsOrIsReset());
    }
    acceptThird().close(); // and dialled again
  }

  @Test
  void aHalfOpenPeerIsNoticedWhenItAnswersNothing() throws Exception {
    restart(ToyNode.PATIENT_UNTIL_GREETED);
    try (RawPeer first = connectedAsFirst()) {
      node.kernel.await("up 1 boot 11");
      ByteBuffer frame = ByteBuffer.allocate(64).putInt(0, 64);
      node.kernel.everyFlush(host -> host.send(1, frame, 0, 64));
      long reads = 0;
      while (first.read() != null) {
        reads++; // it takes everything, and says nothing
      }
      assertTrue(reads > 1);
      node.kernel.await("down 1");
    }
  }
}
