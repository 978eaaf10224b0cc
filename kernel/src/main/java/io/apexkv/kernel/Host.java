package io.apexkv.kernel;

import java.nio.ByteBuffer;

/**
 * Everything that a kernel may do to the world.
 *
 * <p>The kernel calls these methods only inside {@link Inputs#flush}, and a host never calls the
 * kernel back from within one. Sends and replies are copied during the call; the buffer of a disk
 * operation belongs to the disk until its {@link Inputs#diskDone}. A crash may fall between any two
 * effects of one flush, and any subset of them that happened must be safe: the host has no ordering
 * duty. See {@code docs/contract.md}.
 */
public interface Host {

  /**
   * Sends one or more whole peer frames. The kernel never sends more bytes than the credit that
   * {@link Inputs#sendSpace} gave it for this peer since {@link Inputs#peerUp}.
   */
  void send(int peer, ByteBuffer frames, int offset, int length);

  /** Sends one datagram, at most 1,400 bytes; it may be lost, duplicated or reordered. */
  void datagram(int peer, ByteBuffer payload, int offset, int length);

  /** Sends one whole answer frame to a client connection. */
  void reply(long connection, ByteBuffer frame, int offset, int length);

  /** Stops delivering requests of this connection until {@link #resumeReading}. */
  void pauseReading(long connection);

  /** Delivers requests of this connection again. */
  void resumeReading(long connection);

  /** Closes a client connection once the replies already given to the host are written. */
  void closeConnection(long connection);

  /** Preallocates and zero-fills a file; complete when file and directory entry are durable. */
  void diskCreate(long ticket, FileId file, long sizeBytes);

  /**
   * Writes {@code length} bytes at {@code fileOffset}, all multiples of {@link
   * Memory#ALIGNMENT_BYTES}. A durable write is durable at its completion; any other is durable
   * after a later completed {@link #diskSync}.
   */
  void diskWrite(
      long ticket,
      FileId file,
      long fileOffset,
      ByteBuffer buffer,
      int offset,
      int length,
      boolean durable);

  /**
   * Reads {@code length} bytes at {@code fileOffset} into the buffer; aligned like a write. They
   * are those of any moment between this call and the completion, so of a write that is under way
   * at that moment there may be nothing, all, or a part.
   */
  void diskRead(
      long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length);

  /** Makes durable, at its completion, everything that a read of this file would return now. */
  void diskSync(long ticket, FileId file);

  /** Deletes a file; complete when the removal is durable. */
  void diskDelete(long ticket, FileId file);

  /**
   * Lists all files: the host fills the buffer with rows of {@link #LIST_ROW_BYTES} bytes (kind u8,
   * 7 zero bytes, id u64, size u64), in ascending order of kind and id, and completes with their
   * total length; {@link DiskStatus#NO_SPACE} if they do not fit.
   */
  void diskList(long ticket, ByteBuffer buffer, int offset, int length);

  /** Bytes of one row of {@link #diskList}. */
  int LIST_ROW_BYTES = 24;

  /** Reports something that happened inside, for logs, metrics and the simulator's marks. */
  void trace(Trace event, long group, long first, long second);

  /** The kernel's last effect: it has stopped for good, and says why in one line for a person. */
  void halt(HaltReason reason, String message);
}
