package io.apexkv.client.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import io.apexkv.kernel.wire.Operation;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Assertions;

/**
 * One frame that a client sent, taken apart. Fields that its command does not have are 0 or empty.
 */
public record SentFrame(
    long connection,
    String address,
    int command,
    int flags,
    int sequence,
    long group,
    long session,
    long number,
    long lowestUnanswered,
    int operation,
    String key,
    String value) {

  /** Takes a frame apart that must be whole. */
  public static SentFrame parse(
      long connection, String address, ByteBuffer buffer, int offset, int length) {
    Assertions.assertEquals(length, ClientFrame.lengthOf(buffer, offset, length), "frame length");
    int command = ClientFrame.command(buffer, offset);
    int payload = offset + ClientFrame.HEADER_BYTES;
    int end = offset + length;
    long group = 0;
    long session = 0;
    long number = 0;
    long lowest = 0;
    int operation = 0;
    int parts = end;
    switch (command) {
      case ClientCommand.OPEN_SESSION -> group = buffer.getLong(payload);
      case ClientCommand.CLOSE_SESSION -> {
        group = buffer.getLong(payload);
        session = buffer.getLong(payload + 8);
      }
      case ClientCommand.COMMAND -> {
        group = buffer.getLong(payload);
        session = buffer.getLong(payload + 8);
        number = buffer.getLong(payload + 16);
        lowest = buffer.getLong(payload + 24);
        operation = buffer.get(payload + 32);
        parts = payload + 33;
      }
      case ClientCommand.GET, ClientCommand.PUT, ClientCommand.DEL, ClientCommand.CAS -> {
        operation = command;
        parts = payload;
      }
      default -> Assertions.assertEquals(end, payload, "no payload");
    }
    String key = "";
    String value = "";
    if (operation != 0) {
      Operation parsed = new Operation();
      Assertions.assertNull(parsed.parse(operation, buffer, parts, end - parts, 1 << 20));
      key = text(buffer, parsed.keyOffset(), parsed.keyLength());
      value = text(buffer, parsed.valueOffset(), parsed.valueLength());
    }
    return new SentFrame(
        connection,
        address,
        command,
        ClientFrame.flags(buffer, offset),
        ClientFrame.sequence(buffer, offset),
        group,
        session,
        number,
        lowest,
        operation,
        key,
        value);
  }

  private static String text(ByteBuffer buffer, int offset, int length) {
    byte[] bytes = new byte[length];
    buffer.get(offset, bytes);
    return new String(bytes, UTF_8);
  }
}
