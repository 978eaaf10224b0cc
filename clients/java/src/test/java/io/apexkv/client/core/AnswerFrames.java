package io.apexkv.client.core;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;
import java.util.List;

/** Makes the frames that nodes answer with. */
public final class AnswerFrames {

  private AnswerFrames() {}

  /** An answer without a payload. */
  public static ByteBuffer empty(int answer, int sequence) {
    return frame(answer, sequence, new byte[0]);
  }

  /** An answer whose payload is these bytes. */
  public static ByteBuffer frame(int answer, int sequence, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(ClientFrame.HEADER_BYTES + payload.length);
    ClientFrame.header(frame, 0, answer, 0, 1, payload.length, sequence);
    frame.put(ClientFrame.HEADER_BYTES, payload);
    return frame;
  }

  /** An answer whose payload is one string: ERROR, REDIRECT, VALUE. */
  public static ByteBuffer string(int answer, int sequence, byte[] bytes) {
    ByteBuffer payload = ByteBuffer.allocate(4 + bytes.length);
    payload.putInt(bytes.length).put(bytes);
    return frame(answer, sequence, payload.array());
  }

  /** As {@link #string(int, int, byte[])}, of ASCII text. */
  public static ByteBuffer string(int answer, int sequence, String text) {
    return string(answer, sequence, text.getBytes(US_ASCII));
  }

  /** A SESSION. */
  public static ByteBuffer session(int sequence, long session, int window, long timeToLiveMillis) {
    ByteBuffer payload = ByteBuffer.allocate(24);
    payload.putLong(session).putInt(window).putInt(0).putLong(timeToLiveMillis);
    return frame(ClientAnswer.SESSION, sequence, payload.array());
  }

  /**
   * A DESCRIPTION of a serving node 1, its members numbered from 1.
   *
   * @param leader the node that leads every group, 0 if unknown
   */
  public static ByteBuffer description(
      int sequence, int partitions, int groups, int leader, List<String> members) {
    ByteBuffer payload = ByteBuffer.allocate(4096);
    payload.putShort((short) 1).put((byte) 1).put((byte) 0).putInt(1);
    for (long u64 : new long[] {0xA, 0xB, 3, 4, 5, 6, 7, 8, 9, 10}) {
      payload.putLong(u64);
    }
    text(payload, "direct");
    payload.putInt(partitions).putInt(members.size());
    for (int i = 0; i < members.size(); i++) {
      payload.putInt(i + 1);
      text(payload, members.get(i));
    }
    payload.putInt(groups);
    for (int group = 1; group <= groups; group++) {
      payload.putLong(group).putInt(3 << 24).putInt(leader);
      payload.putLong(11).putLong(12).putLong(13).putLong(14);
    }
    byte[] bytes = new byte[payload.position()];
    payload.get(0, bytes);
    return frame(ClientAnswer.DESCRIPTION, sequence, bytes);
  }

  private static void text(ByteBuffer payload, String text) {
    payload.putInt(text.length()).put(text.getBytes(US_ASCII));
  }
}
