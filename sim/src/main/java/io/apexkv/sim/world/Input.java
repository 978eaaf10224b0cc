package io.apexkv.sim.world;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * An input that waits for its batch. Codes are those of the contract.
 *
 * @param code which call of {@link io.apexkv.kernel.Inputs}
 * @param number peer, connection or ticket
 * @param argument boot counter, bytes of credit or of a transfer
 * @param bytes a frame
 * @param status how a disk operation ended
 * @param buffer a disk operation's buffer
 */
record Input(
    int code,
    long number,
    long argument,
    byte[] bytes,
    DiskStatus status,
    @Nullable ByteBuffer buffer) {

  static final int BOOTED = 1;
  static final int TIME = 2;
  static final int PEER_UP = 3;
  static final int PEER_DOWN = 4;
  static final int SEND_SPACE = 5;
  static final int MESSAGE = 6;
  static final int CONNECTION_OPENED = 8;
  static final int CONNECTION_CLOSED = 9;
  static final int REQUEST = 10;
  static final int DISK_DONE = 11;
  static final int ADMIN = 12;
  static final int FLUSH = 13;

  /** No call of its own: the bytes that a disk gave, which the kernel sees with DISK_DONE. */
  static final int DISK_BYTES = 14;

  static final byte[] NO_BYTES = {};
}
