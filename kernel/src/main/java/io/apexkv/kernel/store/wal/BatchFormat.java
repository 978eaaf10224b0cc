package io.apexkv.kernel.store.wal;

import java.nio.ByteBuffer;

/** Offsets and codes of a batch's payload, its records and the entries in them. */
final class BatchFormat {

  static final int MAGIC = 0x41505842; // "APXB"
  static final int VERSION = 1;
  static final int STARTS_SEGMENT = 1;

  static final int MAGIC_AT = 0;
  static final int VERSION_AT = 4;
  static final int FLAGS_AT = 6;
  static final int CONTENT_BYTES_AT = 8;
  static final int RECORDS_AT = 12;
  static final int SEQUENCE_AT = 16;
  static final int PREVIOUS_SEQUENCE_AT = 24;
  static final int PREVIOUS_FILE_AT = 32;
  static final int PREVIOUS_OFFSET_AT = 40;
  static final int PREVIOUS_BYTES_AT = 44;
  static final int SEGMENT_AT = 48;
  static final int DIRECTORY_ROWS_AT = 56;
  static final int HEADER_BYTES = 64;

  static final int ENTRIES = 1;
  static final int HARD_STATE = 2;
  static final int TRUNCATE = 3;
  static final int GROUP_HEAD = 4;

  static final int RECORD_HEADER_BYTES = 16;
  static final int RECORD_BODY_BYTES_AT = 4;
  static final int RECORD_GROUP_AT = 8;

  /** firstIndex u64, count u32, zero u32, before the entries. */
  static final int ENTRIES_HEADER_BYTES = 16;

  static final int HARD_STATE_BYTES = 16;
  static final int TRUNCATE_BYTES = 8;
  static final int GROUP_HEAD_BYTES = 48;

  static final int ENTRY_HEADER_BYTES = 24;
  private static final int ENTRY_TERM_AT = 8;

  private BatchFormat() {}

  /** Bytes of an encoded entry with its header; beyond every bound if the length is negative. */
  static long entryBytes(ByteBuffer buffer, int entry) {
    return ENTRY_HEADER_BYTES + (buffer.getInt(entry) & 0xFFFF_FFFFL);
  }

  static long entryTerm(ByteBuffer buffer, int entry) {
    return buffer.getLong(entry + ENTRY_TERM_AT);
  }

  /** True if the header at the offset names this batch as its predecessor. */
  static boolean namesPrevious(ByteBuffer buffer, int header, BatchRef previous) {
    return buffer.getLong(header + PREVIOUS_SEQUENCE_AT) == previous.sequence
        && buffer.getLong(header + PREVIOUS_FILE_AT) == previous.file
        && buffer.getInt(header + PREVIOUS_OFFSET_AT) == previous.offset
        && buffer.getInt(header + PREVIOUS_BYTES_AT) == previous.bytes;
  }

  static void putRecordHeader(ByteBuffer buffer, int record, int type, int bodyBytes, long group) {
    buffer.putInt(record, type << 24);
    buffer.putInt(record + RECORD_BODY_BYTES_AT, bodyBytes);
    buffer.putLong(record + RECORD_GROUP_AT, group);
  }
}
