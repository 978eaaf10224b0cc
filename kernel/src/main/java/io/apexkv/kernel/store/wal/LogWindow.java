package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * The part of the log that recovery looks at: at most a chunk at a time, of one segment. One read
 * is under way at a time, so the work between two flushes is bounded by a chunk.
 */
final class LogWindow {

  private final Disk disk;
  private final ByteBuffer buffer;
  private final int segmentBytes;
  private final Halt halt;
  private final Disk.Handler done = this::done;

  private FileId file = new FileId(FileId.Kind.WAL, 1);
  private int offset;
  private int bytes;
  private @Nullable Runnable next;

  LogWindow(Disk disk, ByteBuffer buffer, int segmentBytes, Halt halt) {
    this.disk = disk;
    this.buffer = buffer;
    this.segmentBytes = segmentBytes;
    this.halt = halt;
  }

  /** Reads as much of a segment from the offset on as a chunk holds, then goes on. */
  void read(long segment, int fileOffset, Runnable then) {
    if (file.id() != segment) {
      file = new FileId(FileId.Kind.WAL, segment);
    }
    offset = fileOffset;
    bytes = Math.min(buffer.capacity(), segmentBytes - fileOffset);
    next = then;
    disk.read(file, fileOffset, buffer, 0, bytes, done);
  }

  ByteBuffer buffer() {
    return buffer;
  }

  FileId file() {
    return file;
  }

  /** The segment that the window shows. */
  long segment() {
    return file.id();
  }

  /** Where in the segment the window begins. */
  int offset() {
    return offset;
  }

  int bytes() {
    return bytes;
  }

  int segmentBytes() {
    return segmentBytes;
  }

  /** Bytes of the longest batch that can be read. */
  int capacity() {
    return buffer.capacity();
  }

  /** Halts the node for what stands at an offset of the segment. */
  void refuse(HaltReason reason, int fileOffset, String message) {
    halt.halt(reason, "log segment " + file.id() + ", offset " + fileOffset + ": " + message);
  }

  private void done(DiskStatus status, @Nullable ByteBuffer ignored, int length) {
    if (status == DiskStatus.OK && length == bytes) {
      Known.value(next, "somebody waits for the window").run();
    } else {
      refuse(
          HaltReason.DISK_FAILURE,
          offset,
          "reading " + bytes + " bytes gave " + length + " and " + status);
    }
  }
}
