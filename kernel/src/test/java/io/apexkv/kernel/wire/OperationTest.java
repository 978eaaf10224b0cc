package io.apexkv.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Prng;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Client frames and the operations in them: what is written down in docs/wire-protocol.md. */
final class OperationTest {

  private final Operation operation = new Operation();

  private static ByteBuffer bytes(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  private String refusal(int code, String hex) {
    ByteBuffer buffer = bytes(hex);
    return String.valueOf(operation.parse(code, buffer, 0, buffer.capacity(), 16));
  }

  @Test
  void theExampleOfTheSpecificationIsUnderstood() {
    ByteBuffer put = bytes("A9ECBD10 02 00 0000 0000000A 00000007 00000001 6B 00000001 76");
    assertEquals(26, ClientFrame.lengthOf(put, 0, put.capacity()));
    assertEquals(ClientCommand.PUT, ClientFrame.command(put, 0));
    assertEquals(7, ClientFrame.sequence(put, 0));
    assertNull(operation.parse(ClientCommand.PUT, put, 16, 10, 16));
    assertEquals('k', put.get(operation.keyOffset()));
    assertEquals('v', put.get(operation.valueOffset()));

    ByteBuffer ok = ByteBuffer.allocate(16);
    ClientFrame.header(ok, 0, ClientAnswer.OK, 0, 1, 0, 7);
    assertEquals(bytes("A9ECBD10 10 00 0001 00000000 00000007"), ok);
  }

  @Test
  void aFrameTellsItsLengthAsSoonAsItCan() {
    ByteBuffer put = bytes("A9ECBD10 02 00 0000 0000000A 00000007");
    for (int available = 0; available < 12; available++) {
      assertEquals(ClientFrame.INCOMPLETE, ClientFrame.lengthOf(put, 0, available));
    }
    assertEquals(26, ClientFrame.lengthOf(put, 0, 12));
    assertEquals(ClientFrame.WRONG_MAGIC, ClientFrame.lengthOf(bytes("A9ECBD11"), 0, 4));
    assertEquals(ClientFrame.WRONG_MAGIC, ClientFrame.lengthOf(bytes("47"), 0, 1));
    assertEquals(
        ClientFrame.OVERSIZED, ClientFrame.lengthOf(bytes("A9ECBD10 02000000 00200001"), 0, 12));
    assertEquals(
        ClientFrame.OVERSIZED, ClientFrame.lengthOf(bytes("A9ECBD10 02000000 FFFFFFFF"), 0, 12));
  }

  @Test
  void aCompareAndSetMayExpectAbsence() {
    assertEquals("null", refusal(ClientCommand.CAS, "00000001 6B 00 00000001 76"));
    assertFalse(operation.expectedPresent());
    assertEquals("null", refusal(ClientCommand.CAS, "00000001 6B 01 00000000 00000001 76"));
    assertTrue(operation.expectedPresent());
    assertEquals(0, operation.expectedLength());
  }

  @Test
  void everyMistakeIsNamed() {
    assertTrue(refusal(ClientCommand.GET, "00000000").contains("this one has none"));
    assertTrue(refusal(ClientCommand.GET, "00000002 6B").contains("key's length"));
    assertTrue(refusal(ClientCommand.GET, "FFFFFFFF 6B").contains("key's length"));
    assertTrue(refusal(ClientCommand.GET, "00000001 6B 00").contains("1 bytes follow"));
    assertTrue(refusal(ClientCommand.PUT, "00000001 6B").contains("value's length"));
    assertTrue(refusal(ClientCommand.CAS, "00000001 6B").contains("whether a value"));
    assertTrue(refusal(ClientCommand.CAS, "00000001 6B 02").contains("not 2"));
    assertTrue(refusal(ClientCommand.CAS, "00000001 6B 01 00000009").contains("expected value"));
    String longValue = "00000001 6B 00000011" + "00".repeat(17);
    assertTrue(refusal(ClientCommand.PUT, longValue).startsWith("TOO_LARGE"));
    String longKey = "00001001" + "00".repeat(4097);
    assertTrue(refusal(ClientCommand.GET, longKey).startsWith("TOO_LARGE"));
    for (String message : new String[] {refusal(ClientCommand.GET, ""), refusal(3, longKey)}) {
      assertNotNull(ErrorWord.of(message), message);
    }
  }

  @Test
  void noBytesEverEscapeTheRange() {
    Prng random = new Prng(5);
    for (int round = 0; round < 50_000; round++) {
      ByteBuffer buffer = ByteBuffer.allocate((int) random.below(24));
      for (int i = 0; i < buffer.capacity(); i++) {
        buffer.put(i, (byte) (random.below(4) == 0 ? random.below(256) : random.below(3)));
      }
      int code = random.below(2) == 0 ? ClientCommand.CAS : ClientCommand.PUT;
      if (operation.parse(code, buffer, 0, buffer.capacity(), 1 << 20) == null) {
        assertTrue(operation.keyOffset() + operation.keyLength() <= buffer.capacity());
        assertEquals(buffer.capacity(), operation.valueOffset() + operation.valueLength());
      }
    }
  }
}
