package io.apexkv.runtime.disk;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * One operation on its way to the disk and back. Mutable and recycled, so that a write allocates
 * nothing; it belongs to whoever took it from a queue.
 */
final class DiskOperation {

  /** What to do. */
  enum Kind {
    CREATE,
    WRITE,
    READ,
    SYNC,
    DELETE,
    LIST
  }

  Kind kind = Kind.LIST;
  long ticket;

  /** Null for a list. */
  @Nullable FileId file;

  /** Size of the file to create, or where in the file to write or read, in bytes. */
  long at;

  /** Null where no bytes are transferred. */
  @Nullable ByteBuffer buffer;

  int offset;
  int length;
  boolean durable;

  // The outcome.
  DiskStatus status = DiskStatus.OK;
  int transferred;

  void ask(Kind asked, long withTicket, @Nullable FileId ofFile, long atByte) {
    kind = asked;
    ticket = withTicket;
    file = ofFile;
    at = atByte;
    buffer = null;
    offset = 0;
    length = 0;
    durable = false;
    status = DiskStatus.OK;
    transferred = 0;
  }

  void range(ByteBuffer bytes, int from, int count) {
    buffer = bytes;
    offset = from;
    length = count;
  }
}
