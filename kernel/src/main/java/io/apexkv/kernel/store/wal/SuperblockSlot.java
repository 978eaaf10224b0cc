package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * What one slot of the superblock holds.
 *
 * @param copy the intact copy, or null
 * @param otherVersion the version of an intact copy that this program can't read, or 0
 * @param damaged whether a sector is neither zero nor valid: not what a crash leaves, so a copy
 *     that once was durable may be lost here (a torn one, of valid sectors, never was)
 * @param highestSequence the highest that any valid sector states, 0 if there is none; a later copy
 *     must be above it, so that it can't complete itself with sectors of a torn one
 */
record SuperblockSlot(
    @Nullable Superblock copy, int otherVersion, boolean damaged, long highestSequence) {

  /** Reads a slot of {@link Superblock#SLOT_BYTES} bytes; the buffer's content is used up. */
  static SuperblockSlot decode(ByteBuffer buffer, int offset, int slot) {
    Sectors sectors = Sectors.ofSuperblock();
    long fileOffset = (long) slot * Superblock.SLOT_BYTES;
    long highestSequence = 0;
    int invalid = 0;
    int ofFirst = 0; // leading sectors that are of one copy, in order
    boolean contiguous = true;
    for (int at = 0; at < Superblock.SLOT_BYTES; at += Sectors.SECTOR_BYTES) {
      Sectors.Kind kind = sectors.classify(Superblock.FILE, fileOffset + at, buffer, offset + at);
      if (kind == Sectors.Kind.VALID) {
        highestSequence = Math.max(highestSequence, Sectors.sequence(buffer, offset + at));
      } else if (kind == Sectors.Kind.INVALID) {
        invalid++;
      }
      contiguous &=
          kind == Sectors.Kind.VALID
              && Sectors.number(buffer, offset + at) == ofFirst
              && Sectors.sequence(buffer, offset + at) == Sectors.sequence(buffer, offset);
      ofFirst += contiguous ? 1 : 0;
    }
    long sequence = Sectors.sequence(buffer, offset);
    int contentBytes = buffer.getInt(offset + 8);
    boolean whole =
        ofFirst > 0
            && buffer.getInt(offset) == Superblock.MAGIC
            && contentBytes >= Superblock.HEADER_BYTES
            && contentBytes <= Sectors.payloadCapacity(Superblock.SLOT_BYTES)
            && Sectors.sectoredBytes(contentBytes) <= ofFirst * Sectors.SECTOR_BYTES;
    int version = buffer.getShort(offset + 4) & 0xFFFF;
    Superblock copy = null;
    if (whole && version == Superblock.VERSION) {
      Sectors.compact(buffer, offset, Sectors.sectoredBytes(contentBytes));
      copy = Superblock.decodePayload(buffer, offset, contentBytes);
      if (copy != null && copy.sequence() != sequence) {
        copy = null;
      }
    }
    boolean otherVersion = whole && version != Superblock.VERSION;
    boolean damaged = copy == null && !otherVersion && (invalid > 0 || whole);
    return new SuperblockSlot(copy, otherVersion ? version : 0, damaged, highestSequence);
  }
}
