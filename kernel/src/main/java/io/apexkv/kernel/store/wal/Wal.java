package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;

/**
 * The write-ahead log of a node: one for all its groups, written in batches, of which at most one
 * is under way (group commit).
 *
 * <p>Life: {@link #recover} at boot; then, in a flush in which the log is {@link #idle}, every
 * group stages what it has (hard state, truncation, entries) and {@link #submit} makes it one batch
 * on disk. {@link Listener#batchDurable} says that all of it is durable: only then may a vote or an
 * acknowledgement that depends on it exist. Entries that left memory come back by {@link #read}.
 *
 * <p>Every effect goes through the {@link Disk} queue. A failed write halts the node; the log stays
 * busy for good then. Format and proofs: {@code docs/disk-format.md}.
 */
public final class Wal {

  /** Learns about durability. */
  @FunctionalInterface
  public interface Listener {
    /** Everything staged up to the last submit is durable, in the log and in the superblock. */
    void batchDurable();
  }

  /** What a command has besides key and values: headers of session, entry and record. */
  private static final int COMMAND_OVERHEAD_BYTES = 160;

  private static final int CHUNKS = 4;

  private final Config config;
  private final Disk disk;
  private final Listener listener;
  private final Halt halt;
  private final Disk.Handler written = this::written;
  private final int segmentBytes;
  private final int maxBatchBytes;

  private final ByteBuffer batch;
  private final ByteBuffer window;
  private final ByteBuffer superblockBuffer;
  private final Sectors sectors;
  private final BatchWriter writer;

  /** The last durable batch and its directory. */
  private BatchRef last = new BatchRef();

  private Directory lastDirectory;

  /** The batch under way. */
  private final BatchRef next = new BatchRef();

  private boolean underWay;
  private boolean batchWritten;
  private long superblockVersion;
  private FileId file = new FileId(FileId.Kind.WAL, 1);

  /** What recovery gave; null until then. */
  private GroupLog @Nullable [] groups;

  private @Nullable SuperblockStore superblocks;
  private @Nullable Segments segments;
  private @Nullable ReadBack readBack;
  private @Nullable RecoverySink sink;
  private long nextSequence;

  /** Set when recovery has ended. */
  private boolean serving;

  /**
   * A log that knows nothing yet. Takes {@value #CHUNKS} chunks of memory for good.
   *
   * @throws IllegalArgumentException if chunks or segments can't hold what the limits promise
   */
  public Wal(Config config, Disk disk, Listener listener, Halt halt) {
    this.config = config;
    this.disk = disk;
    this.listener = listener;
    this.halt = halt;
    Memory memory = config.memory();
    Limits limits = config.limits();
    this.segmentBytes = limits.walSegmentBytes();
    this.maxBatchBytes = Math.min(memory.chunkBytes(), segmentBytes) & -Sectors.BLOCK_BYTES;
    ByteBuffer staging = take(memory);
    this.batch = take(memory);
    this.window = take(memory);
    this.superblockBuffer = take(memory);
    this.sectors = Sectors.ofLog(config.cluster(), config.node());
    this.writer = new BatchWriter(staging, maxBatchBytes, config.groups());
    this.lastDirectory = new Directory();
    int largest = 2 * limits.maxValueBytes() + Limits.MAX_KEY_BYTES + COMMAND_OVERHEAD_BYTES;
    if (writer.capacity() < largest) {
      throw new IllegalArgumentException(
          "a log batch holds the largest command ("
              + largest
              + " bytes), but with chunks of "
              + memory.chunkBytes()
              + " and segments of "
              + segmentBytes
              + " bytes it holds "
              + writer.capacity());
    }
  }

  /** Begins recovery; its end is {@link RecoverySink#recovered} or a halt. */
  public void recover(RecoverySink sink) {
    Check.that(this.sink == null, "a log recovers once");
    this.sink = sink;
    LogReplay replay = new LogReplay(config.groups(), sink);
    Settling settling = new Settling(disk, replay, segmentBytes, superblockBuffer, this, halt);
    new Recovery(config, disk, sectors, window, replay, settling, halt).begin();
  }

  /** True if a batch may be staged and submitted now. */
  public boolean idle() {
    return serving && isIdle();
  }

  private boolean isIdle() {
    boolean hasRoom = segmentBytes - last.end() >= maxBatchBytes || segments().hasNext(file.id());
    return !underWay && hasRoom;
  }

  /**
   * Stages a change of a group's term or vote. Durable when both the log and the superblock are.
   *
   * @param votedFor a replica id, 0 for none
   * @return false if the batch is full: stage it into the next one
   */
  public boolean hardState(long group, long term, long votedFor) {
    GroupLog log = staging(group);
    Check.that(term >= log.stagedTerm, "a term never goes back", term);
    boolean changesVote = term == log.stagedTerm && log.stagedVotedFor != 0;
    Check.that(!changesVote || votedFor == log.stagedVotedFor, "one vote a term", votedFor);
    if (!writer.hardState(group, term, votedFor)) {
      return false;
    }
    log.stagedTerm = term;
    log.stagedVotedFor = votedFor;
    return true;
  }

  /**
   * Stages a truncation: entries of the group at and above the index are void, and can't be read
   * any more from now on.
   *
   * @return false if the batch is full, or holds entries of this group already
   */
  public boolean truncate(long group, long fromIndex) {
    GroupLog log = staging(group);
    boolean within = fromIndex >= log.index.firstIndex() && fromIndex <= log.stagedLastIndex + 1;
    Check.that(within, "a truncation begins in the log or at its end", fromIndex);
    if (writer.directory().holds(group) || !writer.truncate(group, fromIndex)) {
      return false;
    }
    log.index.truncate(fromIndex);
    log.stagedLastIndex = fromIndex - 1;
    return true;
  }

  /**
   * Stages entries that follow the group's last staged one; copies them.
   *
   * @param count entries in the range, each whole and encoded
   * @return how many were staged, from the front; fewer than {@code count} if the batch is full
   */
  public int entries(
      long group, long firstIndex, int count, ByteBuffer buffer, int offset, int length) {
    GroupLog log = staging(group);
    Check.that(firstIndex == log.stagedLastIndex + 1, "entries follow the last one", firstIndex);
    int taken = writer.entries(group, firstIndex, count, buffer, offset, length);
    log.stagedLastIndex += taken;
    return taken;
  }

  /** Puts what was staged under way, as one batch; nothing if nothing was staged. */
  public void submit() {
    if (writer.isEmpty()) {
      return;
    }
    Check.that(isIdle(), "one batch is under way");
    int offset = last.end();
    if (offset + writer.sectoredBytes(lastDirectory.rows(), offset == 0) > segmentBytes) {
      file = new FileId(FileId.Kind.WAL, file.id() + 1);
      offset = 0;
    }
    int bytes =
        writer.build(batch, sectors, file, offset, nextSequence, last, lastDirectory, groups());
    next.set(nextSequence, file.id(), offset, bytes);
    nextSequence++;
    underWay = true;
    batchWritten = false;
    superblockVersion = 0;
    disk.write(file, offset, batch, 0, bytes, true, written);
    if (serving && writer.hasHardState()) {
      SuperblockStore store = superblocks();
      superblockVersion =
          store.write(store.current().withHardStates(GroupLog.hardStates(groups())));
    }
  }

  /**
   * Reads durable entries back; several reads may wait, and are done one after the other.
   *
   * @param index of the first one wanted, which must be durable and not truncated
   * @param maxBytes wanted at most; at least one entry comes all the same
   */
  public void read(long group, long index, int maxBytes, ReadHandler handler) {
    Known.value(readBack, "reads come after recovery").read(group(group), index, maxBytes, handler);
  }

  /**
   * Bytes of segments that hold log: all of the earlier ones, and the last up to the end of the
   * last durable batch. Not counted: the batch under way and the segment created ahead, so the disk
   * holds at most two segments more.
   */
  public long usedBytes() {
    return last.sequence == 0 ? 0 : (last.file - 1) * segmentBytes + last.end();
  }

  /** Recovery ended: the superblock with the new boot counter is durable. */
  void recovered(LogReplay replay, SuperblockStore store, boolean torn) {
    RecoverySink recoverySink = Known.value(sink, "somebody waits for recovery");
    long bootCounter = store.current().bootCounter();
    groups = replay.groups();
    superblocks = store;
    last = replay.last();
    lastDirectory = replay.directory();
    if (last.sequence != 0) {
      file = new FileId(FileId.Kind.WAL, last.file);
    }
    nextSequence = BatchRef.firstOf(bootCounter);
    segments =
        new Segments(disk, store, segmentBytes, maxBatchBytes, store.current().walHigh(), halt);
    readBack = new ReadBack(disk, sectors, window, segmentBytes, halt);
    if (torn) {
      recoverySink.tornTailCut(file.id(), last.end());
    }
    segments().logReached(file.id(), last.end());
    restoreHardStates();
  }

  /**
   * Ends recovery with a batch of every hard state, since some may have been found only in the
   * superblock: from here on each stands in two places again.
   */
  private void restoreHardStates() {
    if (serving || !isIdle()) {
      return;
    }
    for (GroupLog log : groups()) {
      if (log.term > 0) {
        boolean fits = writer.hardState(log.group, log.term, log.votedFor);
        Check.that(fits, "a batch holds the hard states of all groups", log.group);
      }
    }
    if (writer.isEmpty()) {
      serve();
    } else {
      submit();
    }
  }

  private void serve() {
    serving = true;
    long entries = 0;
    for (GroupLog log : groups()) {
      entries += log.index.lastIndex() - log.index.firstIndex() + 1;
    }
    Known.value(sink, "somebody waits for recovery")
        .recovered(BatchRef.bootOf(nextSequence), entries);
  }

  /** A superblock became durable after recovery. */
  void superblockDurable() {
    segments().superblockDurable();
    completeBatch();
    restoreHardStates();
  }

  private void written(DiskStatus status, @Nullable ByteBuffer ignored, int length) {
    if (status != DiskStatus.OK) {
      halt.halt(
          HaltReason.DISK_FAILURE,
          "writing log segment "
              + next.file
              + " at offset "
              + next.offset
              + " failed with "
              + status
              + "; see the device and its free space");
      return;
    }
    batchWritten = true;
    completeBatch();
  }

  private void completeBatch() {
    if (!underWay || !batchWritten || superblocks().durableVersion() < superblockVersion) {
      return;
    }
    Directory directory = writer.directory();
    long position = LogIndex.position(next.file, next.offset);
    for (int row = 0; row < directory.rows(); row++) {
      group(directory.group(row))
          .index
          .append(directory.firstIndex(row), directory.count(row), directory.term(row), position);
    }
    for (GroupLog log : groups()) {
      log.becameDurable();
    }
    last.set(next.sequence, next.file, next.offset, next.bytes);
    writer.clear(lastDirectory);
    lastDirectory = directory;
    underWay = false;
    superblocks().logDurable(last.sequence);
    segments().logReached(last.file, last.end());
    if (serving) {
      listener.batchDurable();
    } else {
      serve();
    }
  }

  private GroupLog staging(long group) {
    Check.that(serving && !underWay, "batches are staged one after the other", group);
    return group(group);
  }

  private GroupLog group(long group) {
    GroupLog[] known = groups();
    Check.that(group >= 1 && group <= known.length, "the group exists", group);
    return known[(int) group - 1];
  }

  private GroupLog[] groups() {
    return Known.value(groups, "the log is used after recovery");
  }

  private SuperblockStore superblocks() {
    return Known.value(superblocks, "superblocks are written after recovery");
  }

  private Segments segments() {
    return Known.value(segments, "segments are known after recovery");
  }

  private static ByteBuffer take(Memory memory) {
    ByteBuffer chunk = memory.take();
    if (chunk == null) {
      throw new IllegalArgumentException(
          "the log needs " + CHUNKS + " chunks of memory of " + memory.chunkBytes() + " bytes");
    }
    return chunk;
  }
}
