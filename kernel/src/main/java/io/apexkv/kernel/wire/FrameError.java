package io.apexkv.kernel.wire;

/** Why a peer's frame was dropped; {@code Trace.FRAME_DROPPED} carries the code. */
public enum FrameError {
  /** The length field is out of bounds or not the length that was delivered. */
  LENGTH(1),
  /** The checksum does not match the bytes. */
  CHECKSUM(2),
  /** Another version of this protocol. */
  VERSION(3),
  /** Another cluster. */
  CLUSTER(4),
  /** No such kind of frame, or not one that is sent after the handshake. */
  KIND(5),
  /** No such group. */
  GROUP(6),
  /** The sender is not a replica of that group on the server that the frame came from. */
  SENDER(7),
  /** The frame is for another replica. */
  RECEIVER(8),
  /** The body is not what its kind says, in length or in a field. */
  BODY(9);

  private final int code;

  FrameError(int code) {
    this.code = code;
  }

  /** A number that keeps its meaning, from 1. */
  public int code() {
    return code;
  }
}
