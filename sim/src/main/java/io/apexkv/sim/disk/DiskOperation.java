package io.apexkv.sim.disk;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.event.Event;
import java.nio.ByteBuffer;
import java.util.TreeMap;

/** An operation in flight; it happens when it completes. */
final class DiskOperation extends Event {

  enum Kind {
    CREATE,
    WRITE,
    WRITE_DURABLE,
    READ,
    SYNC,
    DELETE,
    LIST
  }

  static final FileId NO_FILE = new FileId(FileId.Kind.SUPERBLOCK, 0);

  final SimDisk disk;
  final Kind kind;
  final long ticket;
  final FileId file;

  /** Offset of a transfer; size of a creation. */
  final long argument;

  final @Nullable ByteBuffer buffer;
  final int bufferOffset;
  final int length;

  /** What a write carries, as it was when the operation began. */
  final byte[] bytes;

  /** Of a sync: what it will make durable. */
  TreeMap<Long, byte[]> toSync = new TreeMap<>();

  /** A crash took the operation away. */
  boolean cancelled;

  DiskOperation(
      SimDisk disk,
      Kind kind,
      long ticket,
      FileId file,
      long argument,
      @Nullable ByteBuffer buffer,
      int bufferOffset,
      int length,
      byte[] bytes) {
    this.disk = disk;
    this.kind = kind;
    this.ticket = ticket;
    this.file = file;
    this.argument = argument;
    this.buffer = buffer;
    this.bufferOffset = bufferOffset;
    this.length = length;
    this.bytes = bytes;
  }

  @Override
  protected void happen() {
    if (!cancelled) {
      disk.complete(this);
    }
  }
}
