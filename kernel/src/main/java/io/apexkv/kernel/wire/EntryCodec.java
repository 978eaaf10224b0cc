package io.apexkv.kernel.wire;

import java.nio.ByteBuffer;

/**
 * A log entry in its one binary form, the same in memory, in messages and on disk ({@code
 * docs/disk-format.md}), so that it is encoded once and then only copied:
 *
 * <pre>
 * length u32 (of the payload) · kind u8 · zero u8 × 3 · term u64 · logTimeMillis u64 · payload
 * </pre>
 */
public final class EntryCodec {

  /** Bytes before the payload. */
  public static final int HEADER_BYTES = 24;

  /** The first entry of a leader's term (Raft, section 8); no payload. */
  public static final int NOOP = 0;

  /** A client's command, with or without a session. */
  public static final int COMMAND = 1;

  public static final int OPEN_SESSION = 2;
  public static final int CLOSE_SESSION = 3;

  private EntryCodec() {}

  /** Writes the header of an entry. */
  public static void putHeader(
      ByteBuffer buffer, int offset, int payloadBytes, int kind, long term, long logTimeMillis) {
    buffer.putInt(offset, payloadBytes);
    buffer.putInt(offset + 4, kind << 24);
    buffer.putLong(offset + 8, term);
    buffer.putLong(offset + 16, logTimeMillis);
  }

  /** The bytes of the whole entry. */
  public static int bytes(ByteBuffer buffer, int offset) {
    return HEADER_BYTES + payloadBytes(buffer, offset);
  }

  /** The bytes of the payload, which begins {@link #HEADER_BYTES} behind the entry's offset. */
  public static int payloadBytes(ByteBuffer buffer, int offset) {
    return buffer.getInt(offset);
  }

  /** One of the kinds above. */
  public static int kind(ByteBuffer buffer, int offset) {
    return buffer.get(offset + 4);
  }

  /** The term of the leader that made the entry. */
  public static long term(ByteBuffer buffer, int offset) {
    return buffer.getLong(offset + 8);
  }

  /** The leader's wall clock when it made the entry, never lower than in the entry before. */
  public static long logTimeMillis(ByteBuffer buffer, int offset) {
    return buffer.getLong(offset + 16);
  }

  /**
   * Whether a range holds exactly {@code count} whole entries of known kinds, with terms that never
   * go back, the first not below {@code fromTerm} and the last not above {@code toTerm}.
   */
  public static boolean valid(
      ByteBuffer buffer, int offset, int length, int count, long fromTerm, long toTerm) {
    int at = offset;
    int left = length;
    long term = fromTerm;
    for (int i = 0; i < count; i++) {
      if (left < HEADER_BYTES) {
        return false;
      }
      int payloadBytes = payloadBytes(buffer, at);
      int kindAndZeros = buffer.getInt(at + 4);
      if (payloadBytes < 0
          || payloadBytes > left - HEADER_BYTES
          || (kindAndZeros & 0xFFFFFF) != 0
          || kindAndZeros < 0
          || kindAndZeros >> 24 > CLOSE_SESSION
          || term(buffer, at) < term) {
        return false;
      }
      term = term(buffer, at);
      at += HEADER_BYTES + payloadBytes;
      left -= HEADER_BYTES + payloadBytes;
    }
    return count >= 0 && left == 0 && term <= toTerm;
  }
}
