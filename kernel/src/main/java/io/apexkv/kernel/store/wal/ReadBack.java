package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.Nullable;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Reads durable entries back from the log, one window at a time, for as many readers as wait.
 *
 * <p>From the mark before the wanted index (see {@link LogIndex}) it goes from batch to batch,
 * verifies each, and moves the group's entries together at the front of the window. Bytes that are
 * not what was written halt the node: they were durable.
 */
final class ReadBack {

  /** A usual read; a longer batch is read whole. Holds two marks' worth of log. */
  private static final int WINDOW_BYTES = 4 * LogIndex.MARK_SPACING_BYTES;

  private static final class Request {
    @Nullable GroupLog group;
    long index;
    int maxBytes;
    @Nullable ReadHandler handler;
  }

  private final Disk disk;
  private final BatchReader reader;
  private final ByteBuffer window;
  private final int segmentBytes;
  private final Halt halt;
  private final Disk.Handler windowRead = this::windowRead;

  private final ArrayDeque<Request> waiting = new ArrayDeque<>();
  private final ArrayDeque<Request> unused = new ArrayDeque<>();

  /** The request being read for, at the head of the queue while this is set. */
  private boolean active;

  /** The mark's place from which the search began; a truncation may have moved it since. */
  private long markPosition;

  /** What the window holds. */
  private FileId file = new FileId(FileId.Kind.WAL, 1);

  private int offset;
  private int bytes;

  /**
   * The group's last durable entry when the window was asked for. The disk may have read the window
   * at any time since: batches after that entry's may be there, or not, or in part.
   */
  private long lastWhenAsked;

  /** Entries gathered at the front of the window. */
  private int gathered;

  private int gatheredBytes;

  /** Set when the next entry is not wanted any more. */
  private boolean full;

  ReadBack(Disk disk, Sectors sectors, ByteBuffer window, int segmentBytes, Halt halt) {
    this.disk = disk;
    this.reader = new BatchReader(sectors);
    this.window = window;
    this.segmentBytes = segmentBytes;
    this.halt = halt;
  }

  void read(GroupLog group, long index, int maxBytes, ReadHandler handler) {
    LogIndex log = group.index;
    Check.that(
        index >= log.firstIndex() && index <= log.lastIndex(), "a read is of the log", index);
    Request pooled = unused.poll();
    Request request = pooled == null ? new Request() : pooled;
    request.group = group;
    request.index = index;
    request.maxBytes = maxBytes;
    request.handler = handler;
    waiting.add(request);
    startNext();
  }

  private void startNext() {
    Request request = waiting.peek();
    if (request == null || active) {
      return;
    }
    active = true;
    gathered = 0;
    gatheredBytes = 0;
    LogIndex log = group(request).index;
    if (request.index > log.lastIndex()) {
      finish(request); // truncated while it waited
      return;
    }
    markPosition = log.positionOf(log.markOf(request.index));
    readWindow(LogIndex.segmentOf(markPosition), LogIndex.offsetOf(markPosition), WINDOW_BYTES);
  }

  private void readWindow(long segment, int fileOffset, int wantedBytes) {
    if (file.id() != segment) {
      file = new FileId(FileId.Kind.WAL, segment);
    }
    offset = fileOffset;
    bytes = Math.min(Math.min(wantedBytes, window.capacity()), segmentBytes - fileOffset);
    gathered = 0;
    gatheredBytes = 0;
    full = false;
    lastWhenAsked = group(waiting.element()).index.lastIndex();
    disk.read(file, fileOffset, window, 0, bytes, windowRead);
  }

  private void windowRead(DiskStatus status, @Nullable ByteBuffer ignored, int length) {
    if (status != DiskStatus.OK || length != bytes) {
      halt.halt(
          HaltReason.DISK_FAILURE,
          "reading log segment " + file.id() + " at offset " + offset + " failed with " + status);
      return;
    }
    Request request = waiting.element();
    LogIndex log = group(request).index;
    if (request.index > log.lastIndex()) {
      finish(request);
      return;
    }
    int mark = log.markOf(request.index);
    if (log.positionOf(mark) != markPosition) {
      active = false; // truncated and written anew meanwhile: it is elsewhere now
      startNext();
      return;
    }
    gather(request, Math.min(log.lastOf(mark), lastWhenAsked));
  }

  /** Goes through the batches of the window until the entries are together. */
  private void gather(Request request, long lastIndex) {
    int at = 0;
    while (true) {
      boolean enough = full || request.index + gathered > lastIndex;
      if (gathered > 0 && (enough || at == bytes)) {
        finish(request);
        return;
      }
      if (at == bytes) {
        readWindow(file.id(), offset + at, WINDOW_BYTES);
        return;
      }
      BatchReader.Outcome outcome = reader.open(file, offset + at, window, at, bytes - at);
      if (outcome == BatchReader.Outcome.SHORT && gathered > 0) {
        finish(request);
        return;
      }
      if (outcome == BatchReader.Outcome.SHORT && reader.bytes() <= window.capacity()) {
        readWindow(file.id(), offset + at, Math.max(WINDOW_BYTES, reader.bytes()));
        return;
      }
      if (outcome != BatchReader.Outcome.INTACT) {
        halt.halt(
            HaltReason.DAMAGE,
            "log segment "
                + file.id()
                + ", offset "
                + (offset + at)
                + ": expected the batch with entry "
                + (request.index + gathered)
                + " of group "
                + group(request).group
                + ", durable before, found "
                + outcome
                + "; "
                + Recovery.WHAT_TO_DO);
        return;
      }
      gatherBatch(request, lastIndex);
      at += reader.bytes();
    }
  }

  private void gatherBatch(Request request, long lastIndex) {
    while (reader.next()) {
      if (reader.type() == BatchFormat.ENTRIES && reader.group() == group(request).group) {
        gatherRecord(request, lastIndex);
      }
    }
  }

  private void gatherRecord(Request request, long lastIndex) {
    int entry = reader.entriesOffset();
    int from = entry;
    for (int i = 0; i < reader.count() && !full; i++) {
      long index = reader.firstIndex() + i;
      int entryBytes = (int) BatchFormat.entryBytes(window, entry);
      boolean fits = gathered == 0 || gatheredBytes + entry - from + entryBytes <= request.maxBytes;
      if (index < request.index) {
        entry += entryBytes;
        from = entry;
      } else if (index <= lastIndex && fits) {
        entry += entryBytes;
        gathered++;
      } else {
        full = true;
      }
    }
    Bytes.copy(window, from, window, gatheredBytes, entry - from);
    gatheredBytes += entry - from;
  }

  private void finish(Request request) {
    ReadHandler handler = request.handler;
    long index = request.index;
    waiting.remove();
    active = false;
    request.group = null;
    request.handler = null;
    unused.push(request);
    if (handler != null) {
      handler.entries(index, gathered, window, 0, gatheredBytes);
    }
    startNext();
  }

  private static GroupLog group(Request request) {
    return Known.value(request.group, "a request names its group");
  }
}
