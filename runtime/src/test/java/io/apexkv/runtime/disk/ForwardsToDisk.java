package io.apexkv.runtime.disk;

import io.apexkv.kernel.FileId;
import java.nio.ByteBuffer;

/** Sends every operation on to a disk, for those who stand before one. */
public abstract class ForwardsToDisk {

  /** The disk, which need not always be the same. */
  protected abstract Disk disk();

  public void create(long ticket, FileId file, long sizeBytes) {
    disk().create(ticket, file, sizeBytes);
  }

  public void write(
      long ticket,
      FileId file,
      long fileOffset,
      ByteBuffer buffer,
      int offset,
      int length,
      boolean durable) {
    disk().write(ticket, file, fileOffset, buffer, offset, length, durable);
  }

  public void read(
      long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length) {
    disk().read(ticket, file, fileOffset, buffer, offset, length);
  }

  public void sync(long ticket, FileId file) {
    disk().sync(ticket, file);
  }

  public void delete(long ticket, FileId file) {
    disk().delete(ticket, file);
  }

  public void list(long ticket, ByteBuffer buffer, int offset, int length) {
    disk().list(ticket, buffer, offset, length);
  }
}
