package io.apexkv.maelstrom;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The kernel's commands as client frames ({@code docs/wire-protocol.md}), without a session, and
 * with the flag that asks a node that does not lead to forward them. The sequence comes back in the
 * answer.
 */
final class Command {

  private Command() {}

  static ByteBuffer get(int sequence, String key) {
    return frame(sequence, ClientCommand.GET, string(key));
  }

  static ByteBuffer put(int sequence, String key, String value) {
    return frame(sequence, ClientCommand.PUT, string(key), string(value));
  }

  /**
   * Sets the value if the key holds what is expected.
   *
   * @param expected null if the key must be absent
   */
  static ByteBuffer compareAndSet(
      int sequence, String key, @Nullable String expected, String value) {
    byte[] present = {(byte) (expected == null ? 0 : 1)};
    byte[] wanted = expected == null ? new byte[0] : string(expected);
    return frame(sequence, ClientCommand.CAS, string(key), present, wanted, string(value));
  }

  /** The string that is the payload of an answer. */
  static String payload(ByteBuffer answer) {
    byte[] bytes = new byte[answer.getInt(ClientFrame.HEADER_BYTES)];
    answer.get(ClientFrame.HEADER_BYTES + 4, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] string(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(4 + bytes.length).putInt(bytes.length).put(bytes).array();
  }

  private static ByteBuffer frame(int sequence, int command, byte[]... parts) {
    int payload = 0;
    for (byte[] part : parts) {
      payload += part.length;
    }
    ByteBuffer frame = ByteBuffer.allocate(ClientFrame.HEADER_BYTES + payload);
    ClientFrame.header(frame, 0, command, ClientFrame.FLAG_FORWARD, 0, payload, sequence);
    frame.position(ClientFrame.HEADER_BYTES);
    for (byte[] part : parts) {
      frame.put(part);
    }
    return frame.flip();
  }
}
