package io.apexkv.kernel.wire;

import io.apexkv.kernel.base.Check;
import java.nio.ByteBuffer;

/**
 * The header of a client frame, of either direction: see {@code docs/wire-protocol.md}.
 *
 * <pre>
 *   magic u32 · command u8 · flags u8 · sender u16 · length u32 (payload) · sequence u32
 * </pre>
 *
 * All methods take the offset of the header in a big-endian buffer.
 */
public final class ClientFrame {

  /** First four bytes of every frame; the first one tells a client from a peer on the same port. */
  public static final int MAGIC = 0xA9ECBD10;

  /** Bytes of a header. */
  public static final int HEADER_BYTES = 16;

  /** Longest payload, in bytes. */
  public static final int MAX_PAYLOAD_BYTES = 2 << 20;

  /** Flag: a node that does not lead is asked to forward rather than answer REDIRECT. */
  public static final int FLAG_FORWARD = 1;

  /** Answer of {@link #lengthOf}: fewer bytes than the length field ends at have come. */
  public static final int INCOMPLETE = 0;

  /** Answer of {@link #lengthOf}: the first bytes are not {@link #MAGIC}; framing is lost. */
  public static final int WRONG_MAGIC = -1;

  /** Answer of {@link #lengthOf}: a payload over {@link #MAX_PAYLOAD_BYTES}; framing is lost. */
  public static final int OVERSIZED = -2;

  private static final int COMMAND = 4;
  private static final int FLAGS = 5;
  private static final int SENDER = 6;
  private static final int LENGTH = 8;
  private static final int SEQUENCE = 12;

  private ClientFrame() {}

  /**
   * Bytes of the whole frame that begins at {@code offset}, as soon as {@code available} bytes tell
   * it; else one of {@link #INCOMPLETE}, {@link #WRONG_MAGIC}, {@link #OVERSIZED}.
   */
  public static int lengthOf(ByteBuffer buffer, int offset, int available) {
    for (int i = 0; i < Math.min(4, available); i++) {
      if (buffer.get(offset + i) != (byte) (MAGIC >>> (24 - 8 * i))) {
        return WRONG_MAGIC;
      }
    }
    if (available < SEQUENCE) {
      return INCOMPLETE;
    }
    int payloadBytes = buffer.getInt(offset + LENGTH);
    return payloadBytes < 0 || payloadBytes > MAX_PAYLOAD_BYTES
        ? OVERSIZED
        : HEADER_BYTES + payloadBytes;
  }

  /** The command or answer, 0 to 255. */
  public static int command(ByteBuffer buffer, int offset) {
    return buffer.get(offset + COMMAND) & 0xFF;
  }

  /** The flags, 0 to 255. */
  public static int flags(ByteBuffer buffer, int offset) {
    return buffer.get(offset + FLAGS) & 0xFF;
  }

  /** The sender's node id, 0 for clients. */
  public static int sender(ByteBuffer buffer, int offset) {
    return buffer.getShort(offset + SENDER) & 0xFFFF;
  }

  /** Bytes of the payload. */
  public static int payloadBytes(ByteBuffer buffer, int offset) {
    return buffer.getInt(offset + LENGTH);
  }

  /** The number that correlates an answer with its request. */
  public static int sequence(ByteBuffer buffer, int offset) {
    return buffer.getInt(offset + SEQUENCE);
  }

  /** Writes a header; the payload follows it at {@code offset + HEADER_BYTES}. */
  public static void header(
      ByteBuffer buffer,
      int offset,
      int command,
      int flags,
      int sender,
      int payloadBytes,
      int sequence) {
    Check.that(
        payloadBytes >= 0 && payloadBytes <= MAX_PAYLOAD_BYTES,
        "a payload is within its bound",
        payloadBytes);
    buffer.putInt(offset, MAGIC);
    buffer.put(offset + COMMAND, (byte) command);
    buffer.put(offset + FLAGS, (byte) flags);
    buffer.putShort(offset + SENDER, (short) sender);
    buffer.putInt(offset + LENGTH, payloadBytes);
    buffer.putInt(offset + SEQUENCE, sequence);
  }

  /**
   * Writes an answer whose payload is one string of ASCII characters.
   *
   * @return bytes of the whole frame
   */
  public static int text(
      ByteBuffer buffer, int offset, int answer, int sender, int sequence, String text) {
    int length = text.length();
    header(buffer, offset, answer, 0, sender, 4 + length, sequence);
    buffer.putInt(offset + HEADER_BYTES, length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      buffer.put(offset + HEADER_BYTES + 4 + i, (byte) (c < 0x80 ? c : '?'));
    }
    return HEADER_BYTES + 4 + length;
  }
}
