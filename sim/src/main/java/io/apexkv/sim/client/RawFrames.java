package io.apexkv.sim.client;

import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Plain commands and their answers as bytes, by the client protocol. */
final class RawFrames {

  private static final byte[] NOTHING = {};

  private RawFrames() {}

  static byte[] request(Request request, int sequence, boolean forward) {
    byte[] key = Values.key(request.key());
    boolean expects = request.kind() == Request.Kind.CAS && request.expected() != Request.ABSENT;
    byte[] expected = expects ? Values.value(request.expected()) : NOTHING;
    byte[] value = request.value() == Request.ABSENT ? NOTHING : Values.value(request.value());
    int payload =
        4
            + key.length
            + switch (request.kind()) {
              case GET, DEL -> 0;
              case PUT -> 4 + value.length;
              case CAS -> 1 + (expects ? 4 + expected.length : 0) + 4 + value.length;
            };
    ByteBuffer frame = ByteBuffer.allocate(ClientFrame.HEADER_BYTES + payload);
    int flags = forward ? ClientFrame.FLAG_FORWARD : 0;
    ClientFrame.header(frame, 0, command(request), flags, 0, payload, sequence);
    frame.position(ClientFrame.HEADER_BYTES);
    string(frame, key);
    if (request.kind() == Request.Kind.CAS) {
      frame.put((byte) (expects ? 1 : 0));
      if (expects) {
        string(frame, expected);
      }
    }
    if (request.value() != Request.ABSENT) {
      string(frame, value);
    }
    return frame.array();
  }

  /** The string that is the payload of an answer. */
  static byte[] string(ByteBuffer answer) {
    byte[] bytes = new byte[answer.getInt(ClientFrame.HEADER_BYTES)];
    answer.get(ClientFrame.HEADER_BYTES + 4, bytes);
    return bytes;
  }

  /** The text that is the payload of an answer. */
  static String text(ByteBuffer answer) {
    return new String(string(answer), StandardCharsets.UTF_8);
  }

  private static int command(Request request) {
    return switch (request.kind()) {
      case GET -> ClientCommand.GET;
      case PUT -> ClientCommand.PUT;
      case DEL -> ClientCommand.DEL;
      case CAS -> ClientCommand.CAS;
    };
  }

  private static void string(ByteBuffer frame, byte[] bytes) {
    frame.putInt(bytes.length).put(bytes);
  }
}
