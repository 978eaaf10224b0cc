package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.kernel.MiniClient.Payload;
import io.apexkv.kernel.wire.ClientCommand;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every wrong request is answered with what is wrong about it, and changes nothing. */
final class WrongRequestsTest {

  private final MiniCluster cluster = new MiniCluster(1, 1, MiniCluster.smallLimits());
  private final MiniServer server = cluster.elect(1);
  private final MiniClient client = new MiniClient(cluster, server, 1);
  private final long lastIndex = server.kernel.view(1).lastIndex();

  private void assertRefused(String message, int command, Payload payload) {
    int sequence = client.send(command, payload);
    assertEquals(new MiniClient.Answer(sequence, message), client.answer());
  }

  @AfterEach
  void theConnectionLivesOnAndTheLogIsUntouched() {
    client.send(ClientCommand.PING);
    assertEquals("PONG", client.text());
    assertEquals(lastIndex, server.kernel.view(1).lastIndex());
  }

  @Test
  void anUnknownCommandOrFlag() {
    assertRefused("UNSUPPORTED: no command has code 0x77", 0x77, new Payload());
    assertRefused("UNSUPPORTED: no command has code 0x0", 0, new Payload());
    for (int flag = 2; flag < 256; flag *= 2) {
      client.send(ClientCommand.PUT, flag | 1, new Payload().string("k").string("v"));
      assertEquals("UNSUPPORTED: of the flags only bit 0 (forward) exists", client.text());
    }
  }

  @Test
  void aPayloadWhereNoneBelongs() {
    int[] commands = {ClientCommand.PING, ClientCommand.METRICS, ClientCommand.DESCRIBE};
    for (int command : commands) {
      assertRefused(
          "MALFORMED: this command has no payload, but 3 bytes came",
          command,
          new Payload().u8(1).u8(2).u8(3));
    }
  }

  @Test
  void anOperationThatDoesNotFillItsFrame() {
    assertRefused(
        "MALFORMED: the key's length runs past the payload", ClientCommand.GET, new Payload());
    assertRefused(
        "MALFORMED: 5 bytes follow the last field",
        ClientCommand.GET,
        new Payload().string("k").string("x"));
    assertRefused(
        "MALFORMED: the value's length runs past the payload",
        ClientCommand.PUT,
        new Payload().string("k"));
    assertRefused(
        "MALFORMED: a CAS says 0 (absent) or 1 (a value follows) after its key, not 2",
        ClientCommand.CAS,
        new Payload().string("k").u8(2).string("v"));
    assertRefused(
        "MALFORMED: a key has 1 to 4096 bytes, this one has none",
        ClientCommand.DEL,
        new Payload().string(""));
  }

  @Test
  void aKeyOrValueOverItsBound() {
    assertRefused(
        "TOO_LARGE: a key has 1 to 4096 bytes, this one has 4097",
        ClientCommand.GET,
        new Payload().string("k".repeat(4097)));
    assertRefused(
        "TOO_LARGE: a value has at most 8192 bytes, this one has 8193",
        ClientCommand.PUT,
        new Payload().string("k").string("v".repeat(8193)));
    assertRefused(
        "TOO_LARGE: a value has at most 8192 bytes, the expected one has 8193",
        ClientCommand.CAS,
        new Payload().string("k").expected("v".repeat(8193)).string("v"));
  }

  @Test
  void aCommandWithoutItsFields() {
    assertRefused(
        "MALFORMED: a COMMAND has group, session, number, lowestUnanswered, operation",
        ClientCommand.COMMAND,
        MiniClient.head(1, 1, 1, 1));
    assertRefused(
        "MALFORMED: the key's length runs past the payload",
        ClientCommand.COMMAND,
        MiniClient.head(1, 1, 1, 1).u8(ClientCommand.PUT));
    for (int code : new int[] {0, ClientCommand.GET, 4, 0x22, 0xFF}) {
      assertRefused(
          "MALFORMED: a COMMAND's operation is PUT (2), DEL (3) or CAS (0x24), not " + code,
          ClientCommand.COMMAND,
          MiniClient.head(1, 1, 1, 1).u8(code).string("k"));
    }
  }

  @Test
  void aCommandWithNumbersThatCannotBe() {
    long[][] wrong = {{0, 1, 1}, {-1, 1, 1}, {1, 0, 0}, {1, 1, 0}, {1, -1, -2}, {1, 4, 5}};
    for (long[] numbers : wrong) {
      assertRefused(
          "MALFORMED: session, number and lowestUnanswered are 1 or more, and number is at "
              + "least lowestUnanswered",
          ClientCommand.COMMAND,
          MiniClient.head(1, numbers[0], numbers[1], numbers[2]).u8(ClientCommand.DEL).string("k"));
    }
  }

  @Test
  void aSessionFrameOfAnotherLength() {
    String open = "MALFORMED: OPEN_SESSION has a payload of 16 bytes: group, window, zero";
    assertRefused(open, ClientCommand.OPEN_SESSION, new Payload().u64(1).u32(0));
    assertRefused(open, ClientCommand.OPEN_SESSION, new Payload().u64(1).u64(0).u8(0));
    String close = "MALFORMED: CLOSE_SESSION has a payload of 16 bytes: group and session";
    assertRefused(close, ClientCommand.CLOSE_SESSION, new Payload().u64(1));
    assertRefused(close, ClientCommand.CLOSE_SESSION, new Payload().u64(1).u64(1).u8(0));
  }

  @Test
  void bytesThatAreToBeZeroAndAreNot() {
    assertRefused(
        "MALFORMED: the last four bytes of OPEN_SESSION are zero",
        ClientCommand.OPEN_SESSION,
        new Payload().u64(1).u32(4).u32(1));
  }
}
