package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Host;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The files of a data directory, and whether they are the ones that a superblock records. */
final class FileList {

  private long superblockBytes = -1;
  private long[] segments = new long[0];
  private long[] segmentBytes = new long[0];

  /** Reads the rows of a list, as {@link Host#diskList} describes them. */
  static FileList read(ByteBuffer buffer, int offset, int length) {
    FileList list = new FileList();
    int rows = length / Host.LIST_ROW_BYTES;
    long[] ids = new long[rows];
    long[] sizes = new long[rows];
    int found = 0;
    for (int row = 0; row < rows; row++) {
      int at = offset + row * Host.LIST_ROW_BYTES;
      int kind = buffer.get(at);
      if (kind == FileId.Kind.SUPERBLOCK.code()) {
        list.superblockBytes = buffer.getLong(at + 16);
      } else if (kind == FileId.Kind.WAL.code()) {
        ids[found] = buffer.getLong(at + 8);
        sizes[found] = buffer.getLong(at + 16);
        found++;
      }
    }
    list.segments = Arrays.copyOf(ids, found);
    list.segmentBytes = Arrays.copyOf(sizes, found);
    return list;
  }

  /** Size of the superblock's file, -1 if there is none. */
  long superblockBytes() {
    return superblockBytes;
  }

  /** How many segments there are. */
  int segments() {
    return segments.length;
  }

  /** Size of a segment, -1 if there is none with this id. */
  long segmentBytes(long id) {
    for (int i = 0; i < segments.length; i++) {
      if (segments[i] == id) {
        return segmentBytes[i];
      }
    }
    return -1;
  }

  /**
   * The size of the recorded segments, or of the first one that has another; -1 if none is there.
   */
  long sizeOfSegments(long low, long high, int expectedBytes) {
    long size = -1;
    for (long id = low; id <= high && high > 0; id++) {
      long bytes = segmentBytes(id);
      if (bytes >= 0 && bytes != expectedBytes) {
        return bytes;
      }
      size = Math.max(size, bytes);
    }
    return size;
  }

  /**
   * Compares the segments with those recorded. One more than recorded may exist, since a crash may
   * come between its creation and the record of it.
   *
   * @return what is wrong, or null
   */
  @Nullable
  String problem(long low, long high) {
    for (long id = low; id <= high && high > 0; id++) {
      if (segmentBytes(id) < 0) {
        return "log segment " + id + " is missing; segments " + low + " to " + high + " belong";
      }
    }
    for (long id : segments) {
      if (id < low || id > high + 1) {
        return "log segment " + id + " exists, but the superblock records " + low + " to " + high;
      }
    }
    return null;
  }
}
