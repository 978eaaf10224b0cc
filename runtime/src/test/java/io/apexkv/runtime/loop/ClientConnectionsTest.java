package io.apexkv.runtime.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import io.apexkv.runtime.loop.RawClient.Answer;
import io.apexkv.runtime.net.NetBounds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What clients send, whole and broken, over real sockets. */
class ClientConnectionsTest {

  private ToyNode node;
  private RawClient client;

  @BeforeEach
  void start() throws IOException {
    start(ToyNode.BOUNDS);
  }

  private void start(NetBounds bounds) throws IOException {
    node = ToyNode.alone(bounds);
    client = new RawClient(node.port);
  }

  private void restart(NetBounds bounds) throws Exception {
    stop();
    start(bounds);
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    node.close();
  }

  @Test
  void pipelinedRequestsAreDeliveredInOrderAndAnswered() throws Exception {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int i = 0; i < 10_000; i++) {
      all.writeBytes(RawClient.ping(i));
    }
    client.send(all.toByteArray());
    for (int i = 0; i < 10_000; i++) {
      Answer answer = client.read();
      assertEquals(ClientAnswer.PONG, answer.code());
      assertEquals(i, answer.sequence());
    }
    assertEquals(1, node.kernel.count(line -> line.startsWith("opened")));
  }

  @Test
  void aFrameThatComesByteByByteIsDeliveredWhole() throws Exception {
    byte[] frame = RawClient.frame(ClientCommand.GET, 5, new byte[] {0, 0, 0, 1, 'k'});
    for (byte b : frame) {
      client.send(new byte[] {b});
    }
    assertEquals(5, client.read().sequence());
    node.kernel.await(line -> line.startsWith("request 1 #5 21 "));
  }

  @Test
  void theLargestFrameIsDeliveredWholeBetweenSmallOnes() throws Exception {
    client.send(RawClient.ping(1));
    client.send(RawClient.frame(ClientCommand.PUT, 2, new byte[ClientFrame.MAX_PAYLOAD_BYTES]));
    client.send(RawClient.ping(3));
    for (int i = 1; i <= 3; i++) {
      assertEquals(i, client.read().sequence());
    }
    int bytes = ClientFrame.HEADER_BYTES + ClientFrame.MAX_PAYLOAD_BYTES;
    node.kernel.await(line -> line.startsWith("request 1 #2 " + bytes + " "));
  }

  @Test
  void lostFramingIsAnsweredAfterTheAnswersOwedAndCloses() throws Exception {
    client.send(RawClient.ping(1));
    byte[] broken = RawClient.ping(2);
    broken[1] = 'X';
    client.send(broken);
    assertEquals(ClientAnswer.PONG, client.read().code());
    Answer error = client.read();
    assertEquals(ClientAnswer.ERROR, error.code());
    assertEquals(
        "MALFORMED: a frame begins with the magic number a9ecbd10, but got a958bd10", error.text());
    assertTrue(client.ends());
    node.kernel.await("closed 1");
    assertEquals(1, node.kernel.count(line -> line.startsWith("request")));
  }

  @Test
  void anOversizedPayloadIsRefusedByItsHeader() throws Exception {
    byte[] header = RawClient.ping(77);
    ByteBuffer.wrap(header).putInt(8, ClientFrame.MAX_PAYLOAD_BYTES + 1);
    client.send(header);
    Answer error = client.read();
    assertEquals(77, error.sequence());
    assertEquals(
        "TOO_LARGE: a payload is at most 2097152 bytes, but the header says 2097153", error.text());
    assertTrue(client.ends());
  }

  @Test
  void anotherProtocolIsToldWhatIsSpokenHere() throws Exception {
    client.send("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    Answer error = client.read();
    assertEquals(ClientAnswer.ERROR, error.code());
    assertEquals(
        "MALFORMED: the first byte of a connection is 0xA9 (client protocol) or 0x00 (another"
            + " server), but got 0x47; this port speaks nothing else",
        error.text());
    assertTrue(client.ends());
    assertEquals(0, node.kernel.count(line -> line.startsWith("opened")));
  }

  @Test
  void aPausedConnectionDeliversNothingUntilItIsResumed() throws Exception {
    client.send(RawClient.ping(1));
    client.read();
    node.kernel.post(host -> host.pauseReading(1));
    try (RawClient other = new RawClient(node.port)) {
      other.send(RawClient.ping(1));
      other.read(); // a batch later: the pause has been seen
      client.send(RawClient.ping(2));
      other.send(RawClient.ping(3));
      other.read();
      assertEquals(0, node.kernel.count(line -> line.startsWith("request 1 #2")));
    }
    node.kernel.post(host -> host.resumeReading(1));
    assertEquals(2, client.read().sequence());
  }

  @Test
  void aClientThatEndsItsSideStillGetsItsAnswers() throws Exception {
    node.kernel.holding = true;
    client.send(RawClient.ping(1));
    client.send(RawClient.ping(2));
    client.endOutput();
    node.kernel.await(line -> line.startsWith("request 1 #2"));
    assertEquals(0, node.kernel.count("closed 1"::equals));
    node.kernel.holding = false;
    assertEquals(1, client.read().sequence());
    assertEquals(2, client.read().sequence());
    assertTrue(client.ends());
    node.kernel.await("closed 1");
  }

  @Test
  void theKernelMayCloseAConnectionOnceItsAnswersAreWritten() throws Exception {
    client.send(RawClient.ping(1));
    node.kernel.await(line -> line.startsWith("request 1 #1"));
    node.kernel.post(host -> host.closeConnection(1));
    assertEquals(1, client.read().sequence());
    assertTrue(client.ends());
    node.kernel.await("closed 1");
    assertEquals(1, node.kernel.count("closed 1"::equals));
  }

  @Test
  void aResetConnectionIsClosedForTheKernelOnce() throws Exception {
    client.send(RawClient.ping(1));
    client.read();
    client.reset();
    node.kernel.await("closed 1");
    try (RawClient next = new RawClient(node.port)) {
      next.send(RawClient.ping(1));
      next.read();
      node.kernel.await("opened 2");
    }
    node.kernel.await("closed 2");
    assertEquals(1, node.kernel.count("closed 1"::equals));
  }

  @Test
  void aFrameThatNeverEndsIsGivenUpWithAWord() throws Exception {
    restart(ToyNode.PATIENT_UNTIL_GREETED);
    byte[] half = Arrays.copyOf(RawClient.ping(1), 9);
    client.send(half);
    Answer error = client.read();
    assertEquals("MALFORMED: only the first 9 bytes of a frame came within 400 ms", error.text());
    assertTrue(client.ends());
    node.kernel.await("closed 1");
  }

  @Test
  void aConnectionThatSaysNothingIsClosed() throws Exception {
    restart(ToyNode.IMPATIENT);
    assertTrue(client.ends());
    assertEquals(0, node.kernel.count(line -> line.startsWith("opened")));
  }

  @Test
  void anIdleClientIsKept() throws Exception {
    restart(ToyNode.PATIENT_UNTIL_GREETED);
    client.send(RawClient.ping(1));
    client.read();
    try (RawClient witness = new RawClient(node.port)) {
      witness.send(Arrays.copyOf(RawClient.ping(1), 9));
      witness.read();
      assertTrue(witness.ends()); // it was given up: so the patience has passed
    }
    client.send(RawClient.ping(2));
    assertEquals(2, client.read().sequence());
  }

  @Test
  void oneConnectionTooManyIsToldSoAndOthersStay() throws Exception {
    try (ToyNode small = ToyNode.alone(ToyNode.BOUNDS.withClients(1, 1 << 20, 64 << 20));
        RawClient first = new RawClient(small.port);
        RawClient second = new RawClient(small.port)) {
      first.send(RawClient.ping(1));
      first.read();
      second.send(RawClient.ping(1));
      assertEquals(
          "BUSY: this node has its 1 client connections; try another", second.read().text());
      assertTrue(second.ends());
      first.send(RawClient.ping(2));
      assertEquals(2, first.read().sequence());
    }
  }

  @Test
  void fromAClientThatDoesNotReadNothingMoreIsTakenAndInTheEndItIsClosed() throws Exception {
    restart(ToyNode.PATIENT_UNTIL_GREETED);
    ByteBuffer mebibyte = ByteBuffer.allocate(1 << 20);
    ClientFrame.header(mebibyte, 0, ClientAnswer.VALUE, 0, 1, (1 << 20) - 16, 9);
    client.send(RawClient.ping(1));
    client.read();
    for (int i = 0; i < 20; i++) { // more than any socket buffers
      node.kernel.post(host -> host.reply(1, mebibyte, 0, 1 << 20));
    }
    client.send(RawClient.ping(2));
    node.kernel.await("closed 1"); // not read for the whole patience
    assertTrue(node.kernel.count(line -> line.startsWith("request 1 #2")) <= 1);
    try (RawClient other = new RawClient(node.port)) {
      other.send(RawClient.ping(3));
      assertEquals(3, other.read().sequence());
    }
  }

  @Test
  void aClientThatReadsLateGetsEverything() throws Exception {
    ByteBuffer mebibyte = ByteBuffer.allocate(1 << 20);
    ClientFrame.header(mebibyte, 0, ClientAnswer.VALUE, 0, 1, (1 << 20) - 16, 9);
    client.send(RawClient.ping(1));
    client.read();
    for (int i = 0; i < 20; i++) {
      node.kernel.post(host -> host.reply(1, mebibyte, 0, 1 << 20));
    }
    try (RawClient other = new RawClient(node.port)) {
      other.send(RawClient.ping(1));
      other.read(); // the answers are queued
    }
    client.send(RawClient.ping(2));
    for (int i = 0; i < 20; i++) {
      assertEquals((1 << 20) - 16, client.read().payload().length);
    }
    assertEquals(2, client.read().sequence());
  }

  @Test
  void answersBeyondTheBoundCloseTheConnectionAtOnce() throws Exception {
    try (ToyNode small = ToyNode.alone(ToyNode.BOUNDS.withClients(10, 1 << 20, 12 << 20));
        RawClient slow = new RawClient(small.port)) {
      ByteBuffer mebibyte = ByteBuffer.allocate(1 << 20);
      slow.send(RawClient.ping(1));
      slow.read();
      small.kernel.post(
          host -> {
            for (int i = 0; i < 13; i++) {
              host.reply(1, mebibyte, 0, 1 << 20);
            }
          });
      small.kernel.await("closed 1");
    }
  }
}
