package io.apexkv.kernel.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.apexkv.kernel.base.InvariantViolation;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The header of a client frame, byte by byte: {@code docs/wire-protocol.md}. */
final class ClientFrameTest {

  private static String hex(ByteBuffer buffer, int offset, int length) {
    byte[] bytes = new byte[length];
    buffer.get(offset, bytes);
    return HexFormat.of().withUpperCase().formatHex(bytes);
  }

  @Test
  void everyFieldStandsAtItsPlace() {
    ByteBuffer buffer = ByteBuffer.allocate(32);
    ClientFrame.header(buffer, 3, 0xF1, 0x82, 0xFEDC, 0x001F0203, 0xA0B0C0D0);
    assertEquals("A9ECBD10F182FEDC001F0203A0B0C0D0", hex(buffer, 3, 16));
    assertEquals(0xF1, ClientFrame.command(buffer, 3));
    assertEquals(0x82, ClientFrame.flags(buffer, 3));
    assertEquals(0xFEDC, ClientFrame.sender(buffer, 3));
    assertEquals(0x001F0203, ClientFrame.payloadBytes(buffer, 3));
    assertEquals(0xA0B0C0D0, ClientFrame.sequence(buffer, 3));
  }

  @Test
  void aTextIsOneStringOfAscii() {
    ByteBuffer buffer = ByteBuffer.allocate(64);
    int length = ClientFrame.text(buffer, 1, ClientAnswer.ERROR, 2, 9, "Gru\u00DF");
    assertEquals(24, length);
    assertEquals("A9ECBD10130000020000000800000009000000044772753F", hex(buffer, 1, length));
  }

  @Test
  void aPayloadIsAtMostTwoMebibytes() {
    ByteBuffer buffer = ByteBuffer.allocate(16);
    ClientFrame.header(buffer, 0, 1, 0, 0, 2 << 20, 1);
    assertEquals((2 << 20) + 16, ClientFrame.lengthOf(buffer, 0, 16));
    assertThrows(
        InvariantViolation.class, () -> ClientFrame.header(buffer, 0, 1, 0, 0, (2 << 20) + 1, 1));
    assertThrows(InvariantViolation.class, () -> ClientFrame.header(buffer, 0, 1, 0, 0, -1, 1));
  }

  @Test
  void framingIsLostAtTheFirstWrongByteOfTheMagic() {
    for (int wrong = 0; wrong < 4; wrong++) {
      ByteBuffer buffer = ByteBuffer.allocate(16);
      ClientFrame.header(buffer, 0, 1, 0, 0, 0, 1);
      buffer.put(wrong, (byte) (buffer.get(wrong) ^ 1));
      for (int available = 0; available <= 16; available++) {
        int expected = available > wrong ? ClientFrame.WRONG_MAGIC : ClientFrame.INCOMPLETE;
        assertEquals(expected, ClientFrame.lengthOf(buffer, 0, available));
      }
    }
  }
}
