package io.apexkv.kernel.wire;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.base.Crc;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * REFUSED: why a node closes a connection after its HELLO, for a person at the other end.
 *
 * @param code one of the constants below
 * @param sentence what was found and what was expected; cut at {@link #MAX_SENTENCE_BYTES}
 */
public record Refusal(int code, String sentence) {

  public static final int VERSION = 1;
  public static final int CLUSTER = 2;
  public static final int RECEIVER = 3;
  public static final int SENDER = 4;
  public static final int LAYOUT = 5;

  /** Most bytes of a sentence. */
  public static final int MAX_SENTENCE_BYTES = 1024;

  /** Most bytes of the whole frame. */
  public static final int MAX_FRAME_BYTES = PeerFrame.HEADER_BYTES + 12 + MAX_SENTENCE_BYTES;

  /**
   * Writes the whole frame.
   *
   * @return its length, at most {@link #MAX_FRAME_BYTES}
   */
  public int put(ByteBuffer buffer, int offset, ClusterId cluster, long node, long peer, Crc crc) {
    byte[] text = sentence.getBytes(StandardCharsets.UTF_8);
    int textBytes = Math.min(text.length, MAX_SENTENCE_BYTES);
    int body = offset + PeerFrame.HEADER_BYTES;
    PeerFrame.putHeader(buffer, offset, PeerFrame.REFUSED, cluster, 0, node, peer, 0);
    buffer.putLong(body, (long) code << 56);
    buffer.putInt(body + 8, textBytes);
    buffer.put(body + 12, text, 0, textBytes);
    int length = PeerFrame.HEADER_BYTES + 12 + textBytes;
    PeerFrame.seal(buffer, offset, length, crc);
    return length;
  }

  /** Reads a whole frame; null if it is not an intact REFUSED, of whatever cluster. */
  public static @Nullable Refusal read(ByteBuffer buffer, int offset, int length, Crc crc) {
    int body = offset + PeerFrame.HEADER_BYTES;
    int bodyBytes = length - PeerFrame.HEADER_BYTES;
    if (PeerFrame.validate(buffer, offset, length, crc) != null
        || PeerFrame.kind(buffer, offset) != PeerFrame.REFUSED
        || bodyBytes < 12
        || buffer.getInt(body + 8) != bodyBytes - 12) {
      return null;
    }
    byte[] text = new byte[bodyBytes - 12];
    buffer.get(body + 12, text);
    return new Refusal(buffer.get(body), new String(text, StandardCharsets.UTF_8));
  }
}
