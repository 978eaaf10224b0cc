package io.apexkv.runtime.disk;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Host;
import java.nio.ByteBuffer;

/**
 * What real hosts have in common, whatever their network is: a kernel's disk effects go to a {@link
 * Disk}, and there is no port for datagrams.
 */
public abstract class DiskHost implements Host {

  private final Disk disk;

  /** A host with this disk. */
  protected DiskHost(Disk disk) {
    this.disk = disk;
  }

  /** The disk that effects go to. */
  protected final Disk disk() {
    return disk;
  }

  /** No part of the kernel sends datagrams yet, so a host has no port for them. */
  @Override
  public void datagram(int peer, ByteBuffer payload, int offset, int length) {
    throw new UnsupportedOperationException("this host has no datagram port");
  }

  @Override
  public void diskCreate(long ticket, FileId file, long sizeBytes) {
    disk.create(ticket, file, sizeBytes);
  }

  @Override
  public void diskWrite(
      long ticket,
      FileId file,
      long fileOffset,
      ByteBuffer buffer,
      int offset,
      int length,
      boolean durable) {
    disk.write(ticket, file, fileOffset, buffer, offset, length, durable);
  }

  @Override
  public void diskRead(
      long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length) {
    disk.read(ticket, file, fileOffset, buffer, offset, length);
  }

  @Override
  public void diskSync(long ticket, FileId file) {
    disk.sync(ticket, file);
  }

  @Override
  public void diskDelete(long ticket, FileId file) {
    disk.delete(ticket, file);
  }

  @Override
  public void diskList(long ticket, ByteBuffer buffer, int offset, int length) {
    disk.list(ticket, buffer, offset, length);
  }
}
