package io.apexkv.kernel.store.wal;

import static io.apexkv.kernel.store.wal.BatchFormat.*;

import io.apexkv.kernel.FileId;
import io.apexkv.kernel.base.Bytes;
import java.nio.ByteBuffer;

/**
 * Gathers the records of one batch and makes its sectors.
 *
 * <p>Records are staged contiguously, because what goes before them (the directory of the previous
 * batch; at the start of a segment the heads of all groups) is known only when the batch is placed;
 * its largest size is kept free.
 */
final class BatchWriter {

  private final ByteBuffer records;
  private final ByteBuffer prefix;
  private final int capacity;
  private final int groups;

  private Directory directory;
  private int recordsBytes;
  private int recordCount;
  private boolean hasHardState;

  /** The ENTRIES record at the end of what is staged, or -1 if another type is there. */
  private int openEntries = -1;

  private long openEntriesNext;

  /**
   * An empty batch.
   *
   * @param records a chunk for staging; batches are bounded so that they fit one with their stamps
   */
  BatchWriter(ByteBuffer records, int maxBatchBytes, int groups) {
    this.records = records;
    this.groups = groups;
    this.directory = new Directory();
    int headBytes = groups * (RECORD_HEADER_BYTES + GROUP_HEAD_BYTES);
    int prefixBytes = HEADER_BYTES + Directory.MAX_ROWS * Directory.ROW_BYTES + headBytes;
    this.prefix = ByteBuffer.allocate(prefixBytes);
    this.capacity = Sectors.payloadCapacity(maxBatchBytes) - prefixBytes;
  }

  /** Bytes of records that a batch holds; an entry that fits alone fits into every empty batch. */
  int capacity() {
    return capacity;
  }

  boolean isEmpty() {
    return recordCount == 0;
  }

  boolean hasHardState() {
    return hasHardState;
  }

  /** The runs of entries staged so far. */
  Directory directory() {
    return directory;
  }

  /** Begins the next batch; {@code spare} becomes its directory, so that the last one's stays. */
  void clear(Directory spare) {
    directory = spare;
    directory.clear();
    recordsBytes = 0;
    recordCount = 0;
    hasHardState = false;
    openEntries = -1;
  }

  boolean hardState(long group, long term, long votedFor) {
    if (!record(HARD_STATE, HARD_STATE_BYTES, group)) {
      return false;
    }
    records.putLong(recordsBytes - 16, term);
    records.putLong(recordsBytes - 8, votedFor);
    hasHardState = true;
    return true;
  }

  boolean truncate(long group, long fromIndex) {
    if (!record(TRUNCATE, TRUNCATE_BYTES, group)) {
      return false;
    }
    records.putLong(recordsBytes - 8, fromIndex);
    return true;
  }

  /** Stages whole entries from the front, as many as fit; returns how many. */
  int entries(long group, long firstIndex, int count, ByteBuffer source, int offset, int length) {
    boolean open = continues(group, firstIndex);
    int headerBytes = open ? 0 : RECORD_HEADER_BYTES + ENTRIES_HEADER_BYTES;
    int room = capacity - recordsBytes - headerBytes;
    int taken = 0;
    int bytes = 0;
    while (taken < count && bytes + ENTRY_HEADER_BYTES <= length) {
      long entryBytes = entryBytes(source, offset + bytes);
      boolean fits = bytes + entryBytes <= Math.min(room, length);
      if (!fits || !directory.add(group, firstIndex + taken, entryTerm(source, offset + bytes))) {
        break;
      }
      bytes += (int) entryBytes;
      taken++;
    }
    if (taken == 0) {
      return 0;
    }
    if (!open) {
      openEntries = recordsBytes;
      putRecordHeader(records, openEntries, ENTRIES, ENTRIES_HEADER_BYTES, group);
      records.putLong(openEntries + RECORD_HEADER_BYTES, firstIndex);
      records.putLong(openEntries + RECORD_HEADER_BYTES + 8, 0);
      recordsBytes += headerBytes;
      recordCount++;
    }
    Bytes.copy(source, offset, records, recordsBytes, bytes);
    recordsBytes += bytes;
    openEntriesNext = firstIndex + taken;
    add(openEntries + RECORD_BODY_BYTES_AT, bytes);
    add(openEntries + RECORD_HEADER_BYTES + 8, taken);
    return taken;
  }

  /** Bytes on disk of the batch, with or without the heads that start a segment. */
  int sectoredBytes(int previousDirectoryRows, boolean startsSegment) {
    return Sectors.sectoredBytes(prefixBytes(previousDirectoryRows, startsSegment) + recordsBytes);
  }

  /**
   * Makes the stamped sectors of the batch.
   *
   * @param previous the last durable batch, and its directory
   * @param heads every group's state before this batch, in ascending order, if it starts a segment
   * @return their bytes, a multiple of 4,096
   */
  int build(
      ByteBuffer target,
      Sectors sectors,
      FileId file,
      int fileOffset,
      long sequence,
      BatchRef previous,
      Directory previousDirectory,
      GroupLog[] heads) {
    boolean startsSegment = fileOffset == 0;
    int prefixBytes = prefixBytes(previousDirectory.rows(), startsSegment);
    int contentBytes = prefixBytes + recordsBytes;
    prefix.putInt(MAGIC_AT, MAGIC);
    prefix.putShort(VERSION_AT, (short) VERSION);
    prefix.putShort(FLAGS_AT, (short) (startsSegment ? STARTS_SEGMENT : 0));
    prefix.putInt(CONTENT_BYTES_AT, contentBytes);
    prefix.putInt(RECORDS_AT, recordCount + (startsSegment ? groups : 0));
    prefix.putLong(SEQUENCE_AT, sequence);
    prefix.putLong(PREVIOUS_SEQUENCE_AT, previous.sequence);
    prefix.putLong(PREVIOUS_FILE_AT, previous.file);
    prefix.putInt(PREVIOUS_OFFSET_AT, previous.offset);
    prefix.putInt(PREVIOUS_BYTES_AT, previous.bytes);
    prefix.putLong(SEGMENT_AT, file.id());
    prefix.putInt(DIRECTORY_ROWS_AT, previousDirectory.rows());
    prefix.putInt(DIRECTORY_ROWS_AT + 4, 0);
    previousDirectory.write(prefix, HEADER_BYTES);
    if (startsSegment) {
      int at = HEADER_BYTES + previousDirectory.rows() * Directory.ROW_BYTES;
      for (GroupLog head : heads) {
        putHead(at, head);
        at += RECORD_HEADER_BYTES + GROUP_HEAD_BYTES;
      }
    }
    int bytes = Sectors.sectoredBytes(contentBytes);
    Sectors.spread(prefix, 0, prefixBytes, target, 0, 0);
    Sectors.spread(records, 0, recordsBytes, target, 0, prefixBytes);
    Sectors.pad(target, 0, bytes, contentBytes);
    sectors.stamp(file, fileOffset, target, 0, bytes, sequence);
    return bytes;
  }

  private int prefixBytes(int previousDirectoryRows, boolean startsSegment) {
    int headBytes = startsSegment ? groups * (RECORD_HEADER_BYTES + GROUP_HEAD_BYTES) : 0;
    return HEADER_BYTES + previousDirectoryRows * Directory.ROW_BYTES + headBytes;
  }

  private void putHead(int at, GroupLog head) {
    putRecordHeader(prefix, at, GROUP_HEAD, GROUP_HEAD_BYTES, head.group);
    int body = at + RECORD_HEADER_BYTES;
    prefix.putLong(body, head.term);
    prefix.putLong(body + 8, head.votedFor);
    prefix.putLong(body + 16, head.index.firstIndex());
    prefix.putLong(body + 24, head.index.termBeforeFirst());
    prefix.putLong(body + 32, head.lastIndex);
    prefix.putLong(body + 40, head.lastTerm);
  }

  private boolean continues(long group, long firstIndex) {
    return openEntries >= 0
        && records.getLong(openEntries + RECORD_GROUP_AT) == group
        && openEntriesNext == firstIndex;
  }

  private boolean record(int type, int bodyBytes, long group) {
    int bytes = RECORD_HEADER_BYTES + bodyBytes;
    if (recordsBytes + bytes > capacity) {
      return false;
    }
    putRecordHeader(records, recordsBytes, type, bodyBytes, group);
    recordsBytes += bytes;
    recordCount++;
    openEntries = -1;
    return true;
  }

  private void add(int at, int increment) {
    records.putInt(at, records.getInt(at) + increment);
  }
}
