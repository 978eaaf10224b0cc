package io.apexkv.kernel.wire;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.base.Crc;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * The header that begins every frame between servers: 64 bytes, big-endian, at absolute offsets of
 * a big-endian buffer. The layout is in {@code docs/peer-protocol.md}.
 *
 * <p>A frame is written by {@link #putHeader}, then a body, then {@link #seal}, which fills in
 * length and checksum; it is read by the accessors once {@link #validate} found nothing wrong.
 */
public final class PeerFrame {

  /** Bytes before the body. */
  public static final int HEADER_BYTES = 64;

  /** Longest frame, header included. */
  public static final int MAX_BYTES = 4 << 20;

  /** The version of this protocol. */
  public static final int VERSION = 1;

  public static final int HELLO = 1;
  public static final int REFUSED = 2;
  public static final int PRE_VOTE = 10;
  public static final int PRE_VOTE_ANSWER = 11;
  public static final int VOTE = 12;
  public static final int VOTE_ANSWER = 13;
  public static final int APPEND = 20;
  public static final int APPEND_ANSWER = 21;
  public static final int HEARTBEAT = 30;
  public static final int HEARTBEAT_ANSWER = 31;
  public static final int FORWARD = 40;
  public static final int FORWARD_ANSWER = 41;

  /** What {@link #lengthOf} answers while the length field itself is incomplete. */
  public static final int INCOMPLETE = 0;

  /** What {@link #lengthOf} answers for bytes that begin no frame. */
  public static final int NO_FRAME = -1;

  private static final int CRC = 4;
  private static final int CRC_FROM = 8;
  private static final int VERSION_KIND = 8;
  private static final int ZERO = 12;
  private static final int CLUSTER_HIGH = 16;
  private static final int CLUSTER_LOW = 24;
  private static final int GROUP = 32;
  private static final int SENDER = 40;
  private static final int RECEIVER = 48;
  private static final int TERM = 56;

  private PeerFrame() {}

  /**
   * The length of the frame that begins at {@code offset}, for a host that cuts a stream.
   *
   * @param available bytes of the stream from there on
   * @return the length (perhaps more than is available), {@link #INCOMPLETE} or {@link #NO_FRAME}
   */
  public static int lengthOf(ByteBuffer buffer, int offset, int available) {
    if (available < Integer.BYTES) {
      return INCOMPLETE;
    }
    int length = buffer.getInt(offset);
    return length >= HEADER_BYTES && length <= MAX_BYTES ? length : NO_FRAME;
  }

  /** Writes the header but for length and checksum. */
  public static void putHeader(
      ByteBuffer buffer,
      int offset,
      int kind,
      ClusterId cluster,
      long group,
      long sender,
      long receiver,
      long term) {
    buffer.putInt(offset + VERSION_KIND, VERSION << 24 | kind << 16);
    buffer.putInt(offset + ZERO, 0);
    buffer.putLong(offset + CLUSTER_HIGH, cluster.high());
    buffer.putLong(offset + CLUSTER_LOW, cluster.low());
    buffer.putLong(offset + GROUP, group);
    buffer.putLong(offset + SENDER, sender);
    buffer.putLong(offset + RECEIVER, receiver);
    buffer.putLong(offset + TERM, term);
  }

  /** Completes a frame of {@code length} bytes, header included: the last step of writing one. */
  public static void seal(ByteBuffer buffer, int offset, int length, Crc crc) {
    buffer.putInt(offset, length);
    buffer.putInt(offset + CRC, crc.of(buffer, offset + CRC_FROM, length - CRC_FROM));
  }

  /** Checks length, checksum, version and cluster; null if nothing is wrong with them. */
  public static @Nullable FrameError validate(
      ByteBuffer buffer, int offset, int length, ClusterId cluster, Crc crc) {
    FrameError error = validate(buffer, offset, length, crc);
    if (error != null) {
      return error;
    }
    if (version(buffer, offset) != VERSION) {
      return FrameError.VERSION;
    }
    if (clusterHigh(buffer, offset) != cluster.high()
        || clusterLow(buffer, offset) != cluster.low()) {
      return FrameError.CLUSTER;
    }
    return null;
  }

  /** Checks length and checksum alone, for a handshake that says what else is wrong. */
  static @Nullable FrameError validate(ByteBuffer buffer, int offset, int length, Crc crc) {
    if (length < HEADER_BYTES || length > MAX_BYTES || buffer.getInt(offset) != length) {
      return FrameError.LENGTH;
    }
    if (buffer.getInt(offset + CRC) != crc.of(buffer, offset + CRC_FROM, length - CRC_FROM)) {
      return FrameError.CHECKSUM;
    }
    return null;
  }

  /** The kind of the frame. */
  public static int kind(ByteBuffer buffer, int offset) {
    return buffer.get(offset + VERSION_KIND + 1) & 0xFF;
  }

  /** The group; 0 for a frame of the whole node. */
  public static long group(ByteBuffer buffer, int offset) {
    return buffer.getLong(offset + GROUP);
  }

  /** The sending replica, or node. */
  public static long sender(ByteBuffer buffer, int offset) {
    return buffer.getLong(offset + SENDER);
  }

  /** The receiving replica, or node. */
  public static long receiver(ByteBuffer buffer, int offset) {
    return buffer.getLong(offset + RECEIVER);
  }

  /** The sender's term in the group. */
  public static long term(ByteBuffer buffer, int offset) {
    return buffer.getLong(offset + TERM);
  }

  static int version(ByteBuffer buffer, int offset) {
    return buffer.get(offset + VERSION_KIND) & 0xFF;
  }

  static long clusterHigh(ByteBuffer buffer, int offset) {
    return buffer.getLong(offset + CLUSTER_HIGH);
  }

  static long clusterLow(ByteBuffer buffer, int offset) {
    return buffer.getLong(offset + CLUSTER_LOW);
  }
}
