package io.apexkv.sim.world;

import io.apexkv.kernel.AdminOrder;
import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.wire.PeerFrame;
import io.apexkv.sim.network.FrameKind;
import java.nio.ByteBuffer;

/** What {@link TraceHash} folds in, in words. */
public final class TraceWords {

  /** So many bytes of what is carried are enough to say what it is. */
  public static final int HEAD_BYTES = PeerFrame.HEADER_BYTES + Long.BYTES;

  private static final int MESSAGE_KIND = 9;
  private static final int MESSAGE_GROUP = 32;
  private static final int MESSAGE_TERM = 56;

  private TraceWords() {}

  /**
   * An input or an effect.
   *
   * @param head the first bytes that it carries, at most {@link #HEAD_BYTES}
   * @param length how many bytes it carries
   */
  public static String of(int code, long a, long b, byte[] head, int length) {
    return code < Effects.EFFECT
        ? input(code, a, b, head, length)
        : effect(code - Effects.EFFECT, a, b, head, length);
  }

  private static String input(int code, long a, long b, byte[] head, int length) {
    // An input's number has the argument and the status in its upper half.
    int number = (int) a;
    long argument = a >>> 35;
    return switch (code) {
      case Input.BOOTED -> "booted, monotonic " + a + " ns, wall " + b + " ms";
      case Input.TIME -> "time, monotonic " + a + " ns, wall " + b + " ms";
      case Input.PEER_UP -> "peer-up " + number + ", boot counter " + argument;
      case Input.PEER_DOWN -> "peer-down " + number;
      case Input.SEND_SPACE -> "send-space to peer " + number + ", " + argument + " bytes";
      case Input.MESSAGE -> "message from peer " + number + ": " + message(head, b, length);
      case Input.CONNECTION_OPENED -> "connection-opened " + number;
      case Input.CONNECTION_CLOSED -> "connection-closed " + number;
      case Input.REQUEST -> "request on connection " + a + ": " + bytes(b, length);
      case Input.DISK_DONE ->
          "disk-done ticket "
              + number
              + ", "
              + DiskStatus.values()[(int) (a >>> 32) & 7]
              + ", "
              + argument
              + " bytes";
      case Input.DISK_BYTES -> "the disk's bytes for ticket " + a + ": " + bytes(b, length);
      case Input.ADMIN -> "admin " + AdminOrder.values()[number];
      case Input.FLUSH -> "flush, monotonic " + a + " ns";
      default -> "input " + code + ", " + a + ", " + b;
    };
  }

  private static String effect(int code, long a, long b, byte[] head, int length) {
    return switch (code) {
      case 1 -> "send to peer " + a + ": " + message(head, b, length);
      case 2 -> "datagram to peer " + a + ": " + bytes(b, length);
      case 3 -> "reply on connection " + a + ": " + bytes(b, length);
      case 4 -> "pause-reading connection " + a;
      case 5 -> "resume-reading connection " + a;
      case 6 -> "close-connection " + a;
      case 7 -> "disk-create ticket " + a + ", file and size " + b;
      case 8 -> "disk-write ticket " + (a & 0xFFFF) + ": " + bytes(b, length);
      case 9 -> "disk-read ticket " + a + ", offset " + b;
      case 10 -> "disk-sync ticket " + a + ", file " + b;
      case 11 -> "disk-delete ticket " + a + ", file " + b;
      case 12 -> "disk-list ticket " + a + ", room for " + b + " bytes";
      case 13 -> "trace " + Trace.values()[(int) (a >>> 16)] + ", group " + (a & 0xFFFF) + ", " + b;
      case 14 -> "halt " + HaltReason.values()[(int) a];
      default -> "effect " + code + ", " + a + ", " + b;
    };
  }

  /** The first of the frames that are sent together, and how long they are. */
  private static String message(byte[] head, long hash, int length) {
    if (head.length < PeerFrame.HEADER_BYTES) {
      return bytes(hash, length);
    }
    ByteBuffer frame = ByteBuffer.wrap(head);
    return FrameKind.labelOf(frame.get(MESSAGE_KIND))
        + " of group "
        + frame.getLong(MESSAGE_GROUP)
        + " in term "
        + frame.getLong(MESSAGE_TERM)
        + ", "
        + bytes(hash, length);
  }

  private static String bytes(long hash, int length) {
    return length + " bytes with hash " + Long.toHexString(hash);
  }
}
