package io.apexkv.kernel.store.wal;

import static io.apexkv.kernel.store.wal.BatchFormat.*;

import io.apexkv.kernel.FileId;
import java.nio.ByteBuffer;

/**
 * Reads one batch from a window of the log: verifies every sector, then walks the records.
 *
 * <p>An intact batch is compacted in place: from then on its payload is contiguous at the offset
 * where the batch was, and the sectors of the batch are no longer in the window.
 */
final class BatchReader {

  /** What stands at a place of the log. */
  enum Outcome {
    /** A whole batch; its header and records can be read. */
    INTACT,
    /** The first sectors of a batch that goes beyond the window; {@link #bytes} says how far. */
    SHORT,
    /** No whole batch: something else, or a batch of which sectors are missing. */
    NOT_INTACT,
    /** An intact first sector of a batch in a version that this program can't read. */
    OTHER_VERSION,
    /** Every stamp verifies, but the content contradicts itself: a program wrote it wrong. */
    MALFORMED
  }

  private final Sectors sectors;
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int offset;
  private int bytes;
  private int contentBytes;
  private long sequence;

  private int record;
  private int nextRecord;

  BatchReader(Sectors sectors) {
    this.sectors = sectors;
  }

  /** Looks for a batch that begins at the offset of the window, and at the file's offset. */
  Outcome open(FileId file, long fileOffset, ByteBuffer window, int offset, int available) {
    this.buffer = window;
    this.offset = offset;
    this.bytes = 0;
    this.sequence = 0;
    boolean begins =
        available >= Sectors.BLOCK_BYTES
            && sectors.classify(file, fileOffset, window, offset) == Sectors.Kind.VALID
            && Sectors.number(window, offset) == 0;
    if (!begins) {
      return Outcome.NOT_INTACT;
    }
    sequence = Sectors.sequence(window, offset);
    contentBytes = window.getInt(offset + CONTENT_BYTES_AT);
    if (window.getInt(offset + MAGIC_AT) != MAGIC
        || window.getLong(offset + SEQUENCE_AT) != sequence) {
      return Outcome.MALFORMED;
    }
    if (version() != VERSION) {
      return Outcome.OTHER_VERSION;
    }
    if (contentBytes < HEADER_BYTES || contentBytes > 1 << 30) {
      return Outcome.MALFORMED;
    }
    bytes = Sectors.sectoredBytes(contentBytes);
    if (bytes > available) {
      return Outcome.SHORT;
    }
    for (int at = Sectors.SECTOR_BYTES; at < bytes; at += Sectors.SECTOR_BYTES) {
      boolean belongs =
          sectors.classify(file, fileOffset + at, window, offset + at) == Sectors.Kind.VALID
              && Sectors.sequence(window, offset + at) == sequence
              && Sectors.number(window, offset + at) == at / Sectors.SECTOR_BYTES;
      if (!belongs) {
        return Outcome.NOT_INTACT;
      }
    }
    Sectors.compact(window, offset, bytes);
    return isWellFormed() ? Outcome.INTACT : Outcome.MALFORMED;
  }

  /** Bytes of the batch on disk. */
  int bytes() {
    return bytes;
  }

  int version() {
    return buffer.getShort(offset + VERSION_AT) & 0xFFFF;
  }

  boolean startsSegment() {
    return (buffer.getShort(offset + FLAGS_AT) & STARTS_SEGMENT) != 0;
  }

  /** The sequence in the stamp of the first sector; 0 if that is not valid. */
  long sequence() {
    return sequence;
  }

  long previousSequence() {
    return buffer.getLong(offset + PREVIOUS_SEQUENCE_AT);
  }

  long segment() {
    return buffer.getLong(offset + SEGMENT_AT);
  }

  /** True if the batch names this one as its predecessor. */
  boolean follows(BatchRef previous) {
    return namesPrevious(buffer, offset, previous);
  }

  /** True if the batch repeats exactly this directory. */
  boolean repeats(Directory directory) {
    return directory.equalsWritten(buffer, offset + HEADER_BYTES, directoryRows());
  }

  int directoryRows() {
    return buffer.getInt(offset + DIRECTORY_ROWS_AT);
  }

  /** Starts again before the first record. */
  void rewind() {
    nextRecord = offset + HEADER_BYTES + directoryRows() * Directory.ROW_BYTES;
  }

  /** Goes to the next record; false after the last. */
  boolean next() {
    if (nextRecord >= offset + contentBytes) {
      return false;
    }
    record = nextRecord;
    nextRecord = record + RECORD_HEADER_BYTES + bodyBytes();
    return true;
  }

  int type() {
    return buffer.getInt(record) >>> 24;
  }

  long group() {
    return buffer.getLong(record + RECORD_GROUP_AT);
  }

  int bodyBytes() {
    return buffer.getInt(record + RECORD_BODY_BYTES_AT);
  }

  /** The {@code n}-th number of the body, for records that are rows of them. */
  long number(int n) {
    return buffer.getLong(record + RECORD_HEADER_BYTES + 8 * n);
  }

  long firstIndex() {
    return number(0);
  }

  int count() {
    return buffer.getInt(record + RECORD_HEADER_BYTES + 8);
  }

  /** Where in the window the entries of an ENTRIES record begin. */
  int entriesOffset() {
    return record + RECORD_HEADER_BYTES + ENTRIES_HEADER_BYTES;
  }

  int entriesBytes() {
    return bodyBytes() - ENTRIES_HEADER_BYTES;
  }

  ByteBuffer buffer() {
    return buffer;
  }

  /** Shows the records, as they are, from the first one on. */
  void visit(LogVisitor visitor) {
    rewind();
    while (next()) {
      switch (type()) {
        case ENTRIES ->
            visitor.entries(
                group(), firstIndex(), count(), buffer, entriesOffset(), entriesBytes());
        case HARD_STATE -> visitor.hardState(group(), number(0), number(1));
        case TRUNCATE -> visitor.truncate(group(), number(0));
        default -> {
          visitor.hardState(group(), number(0), number(1));
          visitor.head(group(), number(2), number(3), number(4), number(5));
        }
      }
    }
    rewind();
  }

  /** Proves once what the accessors rely on afterwards. */
  private boolean isWellFormed() {
    int flags = buffer.getShort(offset + FLAGS_AT) & 0xFFFF;
    long rows = directoryRows() & 0xFFFF_FFFFL;
    int end = offset + contentBytes;
    if (flags > STARTS_SEGMENT || offset + HEADER_BYTES + rows * Directory.ROW_BYTES > end) {
      return false;
    }
    long at = offset + HEADER_BYTES + rows * Directory.ROW_BYTES;
    int found = 0;
    while (at < end) {
      record = (int) at;
      long bodyBytes = at + RECORD_HEADER_BYTES > end ? -1 : bodyBytes();
      if (bodyBytes < 0
          || at + RECORD_HEADER_BYTES + bodyBytes > end
          || group() <= 0
          || !isBodyWellFormed()) {
        return false;
      }
      at += RECORD_HEADER_BYTES + bodyBytes;
      found++;
    }
    rewind();
    return found == buffer.getInt(offset + RECORDS_AT);
  }

  private boolean isBodyWellFormed() {
    return switch (type()) {
      case ENTRIES -> bodyBytes() >= ENTRIES_HEADER_BYTES && areEntriesWellFormed();
      case HARD_STATE -> bodyBytes() == HARD_STATE_BYTES;
      case TRUNCATE -> bodyBytes() == TRUNCATE_BYTES;
      case GROUP_HEAD -> bodyBytes() == GROUP_HEAD_BYTES;
      default -> false;
    };
  }

  private boolean areEntriesWellFormed() {
    int at = entriesOffset();
    int end = at + entriesBytes();
    int found = 0;
    while (at + ENTRY_HEADER_BYTES <= end && entryBytes(buffer, at) <= end - at) {
      at += (int) entryBytes(buffer, at);
      found++;
    }
    return at == end && found > 0 && found == count();
  }
}
