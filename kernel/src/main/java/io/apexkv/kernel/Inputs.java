package io.apexkv.kernel;

import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * Everything that can happen to a kernel.
 *
 * <p>Every input carries {@code nowNanos}, a monotonic time that never goes back, sampled by the
 * host <em>after</em> the last byte of every input of the batch was read and never before (lease
 * safety rests on it). A batch is: {@link #time}, any number of other inputs, then one {@link
 * #flush}, in which all effects happen. Buffers are valid only during the call, except that a disk
 * buffer returns to the kernel with its completion. See {@code docs/contract.md}.
 */
public interface Inputs {

  /** The first input: the process runs, its data directory is open. Recovery begins. */
  void booted(long nowNanos, long wallMillis);

  /**
   * Sets the clock for what follows; {@code wallMillis} is Unix time, which may jump either way.
   * Due timers fire in {@link #flush}, after the batch's inputs.
   */
  void time(long nowNanos, long wallMillis);

  /** A handshake with a peer succeeded; {@code bootCounter} is the peer's. Credit starts at 0. */
  void peerUp(long nowNanos, int peer, long bootCounter);

  /** The connection to a peer is gone; frames given to it may or may not arrive. */
  void peerDown(long nowNanos, int peer);

  /** {@code bytes} more may be sent to this peer. */
  void sendSpace(long nowNanos, int peer, int bytes);

  /** One whole frame from a peer, its length field consistent with {@code length}. */
  void message(long nowNanos, int peer, ByteBuffer buffer, int offset, int length);

  /** A datagram from a peer. */
  void datagram(long nowNanos, int peer, ByteBuffer buffer, int offset, int length);

  /** A client connected; {@code connection} is never reused while this kernel lives. */
  void connectionOpened(long nowNanos, long connection);

  /** A client connection is gone. */
  void connectionClosed(long nowNanos, long connection);

  /** One whole client frame (header and payload) of {@code docs/wire-protocol.md}. */
  void request(long nowNanos, long connection, ByteBuffer buffer, int offset, int length);

  /**
   * A disk operation ended.
   *
   * @param status one of {@link DiskStatus}; anything but OK means that the operation may have
   *     happened wholly, partly or not at all
   * @param buffer the buffer that was given with the operation, null where none was
   * @param length bytes transferred; for a list the bytes of its rows
   */
  void diskDone(
      long nowNanos, long ticket, DiskStatus status, @Nullable ByteBuffer buffer, int length);

  /** An order of this node's operator, not of a client. */
  void admin(long nowNanos, AdminOrder order);

  /** Ends the batch: the kernel acts. */
  void flush(long nowNanos);

  /** When the kernel next needs {@link #time}; {@link Long#MAX_VALUE} if it waits for events. */
  long nextDeadlineNanos();

  /** Boots of the data directory, this one included; 0 until recovery has ended. */
  long bootCounter();
}
