package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.Crc;
import java.nio.ByteBuffer;

/**
 * Sectors of 512 bytes and their stamps: 496 bytes of payload, then sequence, number and a CRC32C
 * that covers what the sector holds <em>and where it belongs</em> (cluster, node, file, offset).
 *
 * <p>A disk writes sectors whole but in any order, and a crash leaves any subset of them, so each
 * one must prove by itself what it is. The context catches sectors that are intact and in the wrong
 * place: misdirected writes, another node's directory. It does not catch a write that the device
 * acknowledged and dropped: an older sector verifies at its own place, and only the sequences of
 * its neighbours show it. See {@code docs/disk-format.md}.
 */
public final class Sectors {

  /** What a crash leaves whole or not at all, in bytes. */
  public static final int SECTOR_BYTES = 512;

  /** Bytes of payload in a sector. */
  public static final int PAYLOAD_BYTES = 496;

  /** Batches and copies begin and end at multiples of this. */
  public static final int BLOCK_BYTES = 4096;

  /** What 512 bytes on disk are. */
  public enum Kind {
    /** All zero: never written since the file was created. */
    ZERO,
    /** Written here, by this node, with the sequence and number that it states. */
    VALID,
    /** Anything else. */
    INVALID
  }

  private static final int SEQUENCE_AT = 496;
  private static final int NUMBER_AT = 504;
  private static final int CRC_AT = 508;

  private static final int CONTEXT_BYTES = 40;
  private static final int CONTEXT_FILE_AT = 24;
  private static final int CONTEXT_OFFSET_AT = 32;

  private final Crc crc = new Crc();
  private final ByteBuffer context = ByteBuffer.allocate(CONTEXT_BYTES);

  private Sectors(long clusterHigh, long clusterLow, long node) {
    context.putLong(0, clusterHigh).putLong(8, clusterLow).putLong(16, node);
  }

  /** Stamps of the log files of one node of a cluster. */
  public static Sectors ofLog(ClusterId cluster, long node) {
    return new Sectors(cluster.high(), cluster.low(), node);
  }

  /** Stamps of superblocks, which tell whose directory it is and so don't presume it. */
  public static Sectors ofSuperblock() {
    return new Sectors(0, 0, 0);
  }

  /** Bytes on disk of a payload: whole sectors, padded to a whole block. */
  public static int sectoredBytes(int payloadBytes) {
    int sectors = (payloadBytes + PAYLOAD_BYTES - 1) / PAYLOAD_BYTES;
    return (sectors * SECTOR_BYTES + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
  }

  /** Payload that fits into so many bytes on disk. */
  public static int payloadCapacity(int bytes) {
    return bytes / BLOCK_BYTES * (BLOCK_BYTES / SECTOR_BYTES) * PAYLOAD_BYTES;
  }

  /** The sequence that a sector states; meaningful if it is valid. */
  public static long sequence(ByteBuffer buffer, int offset) {
    return buffer.getLong(offset + SEQUENCE_AT);
  }

  /** The number that a sector states; meaningful if it is valid. */
  public static int number(ByteBuffer buffer, int offset) {
    return buffer.getInt(offset + NUMBER_AT);
  }

  /** Stamps {@code length} bytes of sectors, numbered from 0, whose payloads are in place. */
  void stamp(
      FileId file, long fileOffset, ByteBuffer buffer, int offset, int length, long sequence) {
    for (int at = 0; at < length; at += SECTOR_BYTES) {
      int sector = offset + at;
      buffer.putLong(sector + SEQUENCE_AT, sequence);
      buffer.putInt(sector + NUMBER_AT, at / SECTOR_BYTES);
      buffer.putInt(sector + CRC_AT, checksum(file, fileOffset + at, buffer, sector));
    }
  }

  /** Tells what the 512 bytes are, given where they were read from. */
  public Kind classify(FileId file, long fileOffset, ByteBuffer buffer, int offset) {
    if (isZero(buffer, offset)) {
      return Kind.ZERO;
    }
    boolean verifies = buffer.getInt(offset + CRC_AT) == checksum(file, fileOffset, buffer, offset);
    return verifies ? Kind.VALID : Kind.INVALID;
  }

  /** Copies a range of contiguous payload into sectors, from a position of the payload on. */
  static void spread(
      ByteBuffer source,
      int sourceOffset,
      int length,
      ByteBuffer target,
      int targetOffset,
      int payloadPosition) {
    int done = 0;
    while (done < length) {
      int position = payloadPosition + done;
      int within = position % PAYLOAD_BYTES;
      int piece = Math.min(length - done, PAYLOAD_BYTES - within);
      int sector = targetOffset + position / PAYLOAD_BYTES * SECTOR_BYTES;
      Bytes.copy(source, sourceOffset + done, target, sector + within, piece);
      done += piece;
    }
  }

  /** Zeroes the payload from a position to the end of {@code length} bytes of sectors. */
  static void pad(ByteBuffer buffer, int offset, int length, int payloadPosition) {
    int capacity = length / SECTOR_BYTES * PAYLOAD_BYTES;
    for (int position = payloadPosition; position < capacity; position++) {
      int sector = offset + position / PAYLOAD_BYTES * SECTOR_BYTES;
      buffer.put(sector + position % PAYLOAD_BYTES, (byte) 0);
    }
  }

  /** Moves the payloads of {@code length} bytes of sectors together, in place, at the front. */
  static void compact(ByteBuffer buffer, int offset, int length) {
    for (int sector = 1; sector < length / SECTOR_BYTES; sector++) {
      Bytes.copy(
          buffer,
          offset + sector * SECTOR_BYTES,
          buffer,
          offset + sector * PAYLOAD_BYTES,
          PAYLOAD_BYTES);
    }
  }

  private int checksum(FileId file, long fileOffset, ByteBuffer buffer, int sector) {
    context.putLong(CONTEXT_FILE_AT, (long) file.kind().code() << 56 | file.id());
    context.putLong(CONTEXT_OFFSET_AT, fileOffset);
    return crc.begin().add(context, 0, CONTEXT_BYTES).add(buffer, sector, CRC_AT).value();
  }

  private static boolean isZero(ByteBuffer buffer, int offset) {
    for (int at = offset; at < offset + SECTOR_BYTES; at += Long.BYTES) {
      if (buffer.getLong(at) != 0) {
        return false;
      }
    }
    return true;
  }
}
