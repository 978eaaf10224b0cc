package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * What one slot of the superblock holds.
 *
 * @param copy the intact copy, or null
 * @param otherVersion the version of an intact copy that this program can't read, or 0
 * @param damagedAt where in the file the first sector is that is neither zero nor valid, which no
 *     crash leaves; -1 if there is none
 * @param highestSequence the highest that any valid sector states, 0 if there is none; a later copy
 *     must be above it, so that it can't complete itself with sectors of a torn one
 */
record SuperblockSlot(
    @Nullable Superblock copy, int otherVersion, long damagedAt, long highestSequence) {

  /** Reads a slot of {@link Superblock#SLOT_BYTES} bytes; the buffer's content is used up. */
  static SuperblockSlot decode(ByteBuffer buffer, int offset, int slot) {
    Sectors sectors = Sectors.ofSuperblock();
    long fileOffset = (long) slot * Superblock.SLOT_BYTES;
    long sequence = Sectors.sequence(buffer, offset);
    long highestSequence = 0;
    long damagedAt = -1;
    int ofFirst = 0; // leading sectors that are of one copy, in order
    for (int at = 0; at < Superblock.SLOT_BYTES; at += Sectors.SECTOR_BYTES) {
      int sector = offset + at;
      Sectors.Kind kind = sectors.classify(Superblock.FILE, fileOffset + at, buffer, sector);
      if (kind == Sectors.Kind.INVALID && damagedAt < 0) {
        damagedAt = fileOffset + at;
      }
      if (kind != Sectors.Kind.VALID) {
        continue;
      }
      highestSequence = Math.max(highestSequence, Sectors.sequence(buffer, sector));
      boolean next =
          at == ofFirst * Sectors.SECTOR_BYTES
              && Sectors.number(buffer, sector) == ofFirst
              && Sectors.sequence(buffer, sector) == sequence;
      ofFirst += next ? 1 : 0;
    }
    return content(buffer, offset, sequence, ofFirst, damagedAt, highestSequence);
  }

  private static SuperblockSlot content(
      ByteBuffer buffer,
      int offset,
      long sequence,
      int sectorCount,
      long damagedAt,
      long highestSequence) {
    int contentBytes = buffer.getInt(offset + 8);
    boolean whole =
        sectorCount > 0
            && buffer.getInt(offset) == Superblock.MAGIC
            && contentBytes >= Superblock.HEADER_BYTES
            && contentBytes <= Sectors.payloadCapacity(Superblock.SLOT_BYTES)
            && Sectors.sectoredBytes(contentBytes) <= sectorCount * Sectors.SECTOR_BYTES;
    int version = buffer.getShort(offset + 4) & 0xFFFF;
    if (whole && version != Superblock.VERSION) {
      return new SuperblockSlot(null, version, damagedAt, highestSequence);
    }
    Superblock copy = null;
    if (whole) {
      Sectors.compact(buffer, offset, Sectors.sectoredBytes(contentBytes));
      copy = Superblock.decodePayload(buffer, offset, contentBytes);
    }
    boolean intact = copy != null && copy.sequence() == sequence;
    return new SuperblockSlot(intact ? copy : null, 0, damagedAt, highestSequence);
  }

  /** The sequence of the intact copy, 0 if there is none. */
  long sequence() {
    return copy == null ? 0 : copy.sequence();
  }
}
