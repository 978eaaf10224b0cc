package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * What a superblock's file says, for a host that must know whose directory it is before it can make
 * a kernel. The kernel reads it again and judges it fully.
 *
 * @param newest the newest intact copy, or null if there is none
 * @param otherVersion the version of an intact copy that this program can't read, or 0
 */
public record SuperblockFile(@Nullable Superblock newest, int otherVersion) {

  /** Reads a whole file of {@link Superblock#FILE_BYTES}; the buffer's content is used up. */
  public static SuperblockFile read(ByteBuffer file) {
    SuperblockSlot even = SuperblockSlot.decode(file, 0, 0);
    SuperblockSlot odd = SuperblockSlot.decode(file, Superblock.SLOT_BYTES, 1);
    Superblock newest = even.copy();
    Superblock other = odd.copy();
    if (newest == null || (other != null && other.sequence() > newest.sequence())) {
      newest = other;
    }
    return new SuperblockFile(newest, Math.max(even.otherVersion(), odd.otherVersion()));
  }
}
