package io.apexkv.kernel.raft;

import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.Crc;
import io.apexkv.kernel.base.Streams;
import io.apexkv.kernel.wire.EntryCodec;
import java.nio.ByteBuffer;

/**
 * The log of one group, as far as this replica knows it. Five indexes move over it:
 *
 * <pre>
 * applied ≤ commit ≤ last        what the service has applied; what is known to be committed
 * durable ≤ staged ≤ last        what is on disk; what is on disk or in the batch under way
 * </pre>
 *
 * <p>A follower may know an entry to be committed before its own disk has it, so commit and durable
 * are not ordered. The entries themselves are in an {@link EntryTail}, or only on disk.
 */
final class RaftLog {

  /** No truncation is to be staged. */
  private static final long NOTHING = 0;

  private static final int HASH_BEGIN = 0x4C4F47; // "LOG"

  private final long group;
  private final EntryTail tail;
  private final TailIndex index;
  private final TermRuns terms = new TermRuns();
  private final Crc crc = new Crc();

  private long firstIndex = 1;
  private long lastIndex;
  private long stagedIndex;
  private long durableIndex;
  private long commitIndex;
  private long appliedIndex;

  /** Entries at and above this index that the disk has are void, which it is still to be told. */
  private long voidFrom = NOTHING;

  /** Hash of the log up to its end; 0 if it is not known, see {@link #truncateFrom}. */
  private long lastHash = HASH_BEGIN;

  /** At least the log time of the last entry, and at most that of any entry ever in this log. */
  private long lastLogTimeMillis;

  RaftLog(long group, EntryTail tail) {
    this.group = group;
    this.tail = tail;
    index = new TailIndex(tail);
  }

  long firstIndex() {
    return firstIndex;
  }

  long lastIndex() {
    return lastIndex;
  }

  long lastTerm() {
    return terms.lastTerm();
  }

  long stagedIndex() {
    return stagedIndex;
  }

  long durableIndex() {
    return durableIndex;
  }

  long commitIndex() {
    return commitIndex;
  }

  long appliedIndex() {
    return appliedIndex;
  }

  long lastLogTimeMillis() {
    return lastLogTimeMillis;
  }

  /** The term at an index, also of the one before the first; -1 outside. */
  long termAt(long entryIndex) {
    return terms.termAt(entryIndex);
  }

  /** The last index at or before {@code bound} with a term at most {@code term}. */
  long lastIndexAtMost(long bound, long term) {
    return terms.lastIndexAtMost(bound, term);
  }

  /**
   * A hash of all entries up to an index: equal hashes at an index mean equal logs up to there
   * (Raft, figure 3, Log Matching, as a check). 0 if it is not known.
   */
  long prefixHash(long entryIndex) {
    return entryIndex == firstIndex - 1 ? HASH_BEGIN : index.hash(entryIndex);
  }

  /** Bytes of the entries that are not known to be committed. */
  long uncommittedBytes() {
    return index.bytesFrom(commitIndex + 1);
  }

  /**
   * Bytes of the entries up to an index that are not applied; {@link Long#MAX_VALUE} if the first
   * of them has left memory, so that it is not known.
   */
  long unappliedBytes(long toIndex) {
    if (toIndex <= appliedIndex) {
      return 0;
    }
    boolean known = index.holds(appliedIndex + 1);
    return known ? index.bytesBetween(appliedIndex + 1, toIndex + 1) : Long.MAX_VALUE;
  }

  // Growing and shrinking.

  /** Appends a new entry; false if memory has no room. */
  boolean append(
      long term, int kind, long logTimeMillis, ByteBuffer payload, int offset, int length) {
    long position = tail.reserve(EntryCodec.HEADER_BYTES + length);
    if (position == EntryTail.NO_ROOM) {
      return false;
    }
    ByteBuffer buffer = tail.buffer(position);
    int at = tail.offset(position);
    EntryCodec.putHeader(buffer, at, length, kind, term, logTimeMillis);
    Bytes.copy(payload, offset, buffer, at + EntryCodec.HEADER_BYTES, length);
    added(position, buffer, at);
    return true;
  }

  /** Appends an encoded entry; false if memory has no room. */
  boolean appendEncoded(ByteBuffer source, int offset) {
    int bytes = EntryCodec.bytes(source, offset);
    long position = tail.reserve(bytes);
    if (position == EntryTail.NO_ROOM) {
      return false;
    }
    ByteBuffer buffer = tail.buffer(position);
    int at = tail.offset(position);
    Bytes.copy(source, offset, buffer, at, bytes);
    added(position, buffer, at);
    return true;
  }

  /**
   * Drops the entries at and above an index, none of which is committed.
   *
   * <p>The index of what is staged falls too: a batch under way then no longer counts for the
   * entries that come in place of the dropped ones.
   */
  void truncateFrom(long fromIndex) {
    Check.that(fromIndex > commitIndex, "no committed entry is ever dropped", fromIndex);
    Check.that(fromIndex <= lastIndex, "what is dropped is in the log", fromIndex);
    if (fromIndex <= stagedIndex) {
      voidFrom = voidFrom == NOTHING ? fromIndex : Math.min(voidFrom, fromIndex);
    }
    stagedIndex = Math.min(stagedIndex, fromIndex - 1);
    durableIndex = Math.min(durableIndex, fromIndex - 1);
    lastIndex = fromIndex - 1;
    terms.truncateFrom(fromIndex);
    index.truncateFrom(fromIndex);
    // If the last entry has left memory, its hash is gone (0) and its time stays an upper bound.
    lastHash = prefixHash(lastIndex);
    if (index.holds(lastIndex)) {
      long position = index.position(lastIndex);
      lastLogTimeMillis = EntryCodec.logTimeMillis(tail.buffer(position), tail.offset(position));
    }
  }

  // Commit and apply.

  void commitTo(long toIndex) {
    Check.that(toIndex >= commitIndex, "the commit index never goes back", toIndex);
    Check.that(toIndex <= lastIndex, "what is committed is in the log", toIndex);
    commitIndex = toIndex;
  }

  void appliedTo(long toIndex) {
    Check.that(toIndex >= appliedIndex, "entries are applied once", toIndex);
    Check.that(toIndex <= commitIndex, "only committed entries are applied", toIndex);
    appliedIndex = toIndex;
  }

  // The disk.

  boolean hasUnstaged() {
    return stagedIndex < lastIndex || voidFrom != NOTHING;
  }

  /** Stages what the disk does not have yet; false if the batch was full before the end. */
  boolean stage(LogSink sink) {
    if (voidFrom != NOTHING) {
      if (!sink.truncate(group, voidFrom)) {
        return false;
      }
      voidFrom = NOTHING;
    }
    while (stagedIndex < lastIndex) {
      long first = stagedIndex + 1;
      long position = index.position(first);
      int length = index.bytes(first);
      int count = 1;
      while (first + count <= lastIndex && follows(position, length, first + count)) {
        length += index.bytes(first + count);
        count++;
      }
      int taken =
          sink.entries(group, first, count, tail.buffer(position), tail.offset(position), length);
      stagedIndex += taken;
      if (taken < count) {
        return false;
      }
    }
    return true;
  }

  /** The batch under way is durable. */
  void durable() {
    durableIndex = stagedIndex;
  }

  /** The lowest position in the tail that is not durable yet. */
  long lowestPinned() {
    return durableIndex < lastIndex ? index.position(durableIndex + 1) : EntryTail.NEVER;
  }

  // Access to entries.

  /** Whether an entry is in memory. */
  boolean isInTail(long entryIndex) {
    return index.holds(entryIndex);
  }

  /** Points to an entry; false if it is not in memory. */
  boolean entry(long entryIndex, EntryRef out) {
    if (!index.holds(entryIndex)) {
      return false;
    }
    long position = index.position(entryIndex);
    out.set(tail.buffer(position), tail.offset(position));
    return true;
  }

  /** The CRC32C of an entry, header and payload; -1 if it is not in memory. */
  long entryChecksum(long entryIndex) {
    if (!index.holds(entryIndex)) {
      return -1;
    }
    long position = index.position(entryIndex);
    int checksum = crc.of(tail.buffer(position), tail.offset(position), index.bytes(entryIndex));
    return checksum & 0xFFFF_FFFFL;
  }

  /** The bytes of an entry that is in memory. */
  int entryBytes(long entryIndex) {
    return index.bytes(entryIndex);
  }

  /** Copies {@code count} entries, which are in memory; returns the bytes copied. */
  int copyEntries(long first, int count, ByteBuffer target, int offset) {
    int copied = 0;
    for (long entryIndex = first; entryIndex < first + count; entryIndex++) {
      long position = index.position(entryIndex);
      int bytes = index.bytes(entryIndex);
      Bytes.copy(tail.buffer(position), tail.offset(position), target, offset + copied, bytes);
      copied += bytes;
    }
    return copied;
  }

  // Recovery.

  /** The log begins here and is empty. */
  void recoverStart(long first, long termBeforeFirst) {
    terms.reset(first, termBeforeFirst);
    index.reset(first);
    firstIndex = first;
    lastIndex = first - 1;
    stagedIndex = lastIndex;
    durableIndex = lastIndex;
    commitIndex = lastIndex;
    appliedIndex = lastIndex;
    lastHash = HASH_BEGIN;
  }

  /** Everything up to the end came from the disk. */
  void recoveredToEnd() {
    voidFrom = NOTHING;
    stagedIndex = lastIndex;
    durableIndex = lastIndex;
  }

  private boolean follows(long position, int length, long next) {
    long nextPosition = index.position(next);
    return nextPosition == position + length && tail.sameChunk(position, nextPosition);
  }

  private void added(long position, ByteBuffer buffer, int at) {
    long term = EntryCodec.term(buffer, at);
    long logTimeMillis = EntryCodec.logTimeMillis(buffer, at);
    int bytes = EntryCodec.bytes(buffer, at);
    lastIndex++;
    terms.append(term);
    if (lastHash != 0) {
      int checksum = crc.of(buffer, at, bytes);
      lastHash = Math.max(1, Streams.draw(lastHash, checksum, lastIndex, term, 0) >>> 1);
    }
    lastLogTimeMillis = Math.max(lastLogTimeMillis, logTimeMillis);
    index.append(position, bytes, lastHash);
  }
}
