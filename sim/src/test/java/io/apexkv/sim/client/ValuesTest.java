package io.apexkv.sim.client;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import io.apexkv.kernel.wire.Operation;
import io.apexkv.sim.client.Request.Kind;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class ValuesTest {

  private static final int MOST = 4096;

  @Test
  void aValueTellsItsNumber() {
    for (int bytes : new int[] {8, 9, 100, 4096}) {
      long number = Values.number(3, 77, bytes);
      assertEquals(bytes, Values.value(number).length);
      assertEquals(number, Values.number(Values.value(number)));
    }
    assertNotEquals(Values.number(3, 77, 8), Values.number(3, 78, 8));
    assertNotEquals(Values.number(3, 77, 8), Values.number(4, 77, 8));
  }

  @Test
  void bytesThatNobodyWroteAreForeign() {
    byte[] torn = Values.value(Values.number(3, 77, 100));
    torn[50] ^= 1;
    assertEquals(Values.FOREIGN, Values.number(torn));
    assertEquals(Values.FOREIGN, Values.number(new byte[3]));
  }

  private static Operation parsed(Request request) {
    ByteBuffer frame = ByteBuffer.wrap(RawFrames.request(request, 7, true));
    assertEquals(frame.capacity(), ClientFrame.lengthOf(frame, 0, frame.capacity()));
    assertEquals(7, ClientFrame.sequence(frame, 0));
    assertEquals(ClientFrame.FLAG_FORWARD, ClientFrame.flags(frame, 0));
    Operation operation = new Operation();
    int header = ClientFrame.HEADER_BYTES;
    assertNull(
        operation.parse(
            ClientFrame.command(frame, 0), frame, header, frame.capacity() - header, MOST));
    assertEquals(Values.key(5).length, operation.keyLength());
    return operation;
  }

  @Test
  void everyRequestIsAWellFormedFrame() {
    long value = Values.number(1, 1, 100);
    long expected = Values.number(1, 2, 50);
    assertEquals(
        ClientCommand.GET,
        parsed(new Request(Kind.GET, 5, Request.ABSENT, Request.ABSENT, 0)).code());
    assertEquals(
        ClientCommand.DEL,
        parsed(new Request(Kind.DEL, 5, Request.ABSENT, Request.ABSENT, 0)).code());
    assertEquals(100, parsed(new Request(Kind.PUT, 5, value, Request.ABSENT, 100)).valueLength());
    Operation cas = parsed(new Request(Kind.CAS, 5, value, expected, 100));
    assertEquals(50, cas.expectedLength());
    assertEquals(100, cas.valueLength());
    Operation ifAbsent = parsed(new Request(Kind.CAS, 5, value, Request.ABSENT, 100));
    assertEquals(false, ifAbsent.expectedPresent());
  }

  @Test
  void keysAreTheirOwn() {
    assertArrayEquals(new byte[] {'k', '1', '2'}, Values.key(12));
  }
}
