package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.DiskStatus;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.HaltReason;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * Reads the log front to back, one window of a chunk at a time: first along the chain of intact
 * batches, each of which names the one before, then through everything behind the last one, where
 * {@link TailRule} decides for every sector whether it may be cut.
 */
final class LogScan {

  private final Disk disk;
  private final Sectors sectors;
  private final BatchReader reader;
  private final ByteBuffer window;
  private final int segmentBytes;
  private final LogReplay replay;
  private final Consumer<LogScan> ended;
  private final Halt halt;

  private final long highSegment;

  /** Where the next batch is expected; at the end, where the log ends. */
  private long segment = 1;

  private int offset;

  /** What the window holds. */
  private FileId windowFile;

  private int windowOffset;
  private int windowBytes;

  private long highestBoot;
  private boolean torn;

  /**
   * Reads segments 1 to {@code highSegment}.
   *
   * @param window a chunk; no batch is longer
   * @param ended called once, after the last sector was judged, unless the node halts
   */
  LogScan(
      Disk disk,
      Sectors sectors,
      ByteBuffer window,
      int segmentBytes,
      long highSegment,
      LogReplay replay,
      Consumer<LogScan> ended,
      Halt halt) {
    this.disk = disk;
    this.sectors = sectors;
    this.reader = new BatchReader(sectors);
    this.window = window;
    this.segmentBytes = segmentBytes;
    this.highSegment = highSegment;
    this.windowFile = new FileId(FileId.Kind.WAL, segment);
    this.replay = replay;
    this.ended = ended;
    this.halt = halt;
  }

  void begin() {
    read(segment, offset, this::followChain);
  }

  /** The segment in which the log ends. */
  long segment() {
    return segment;
  }

  /** Where in it. */
  int offset() {
    return offset;
  }

  /** Whether parts of a batch that was never acknowledged stand behind the end. */
  boolean isTorn() {
    return torn;
  }

  /** The highest boot counter in any valid stamp. */
  long highestBoot() {
    return highestBoot;
  }

  /** The window begins where a batch is expected. */
  private void followChain() {
    int at = 0;
    while (true) {
      switch (open(at)) {
        case SUCCESSOR -> {
          if (!apply(segment, offset)) {
            return;
          }
          at += reader.bytes();
          offset += reader.bytes();
          if (offset == segmentBytes) {
            probeNextSegment();
            return;
          }
          if (at == windowBytes) {
            read(segment, offset, this::followChain);
            return;
          }
        }
        case BEYOND_WINDOW -> {
          read(segment, offset, this::followChain);
          return;
        }
        case NONE -> {
          probeNextSegment();
          return;
        }
        case HALTED -> {
          return;
        }
      }
    }
  }

  /** No batch where the last one ends: the next one starts the next segment, or there is none. */
  private void probeNextSegment() {
    if (segment == highSegment) {
      scanTail();
    } else {
      read(segment + 1, 0, this::nextSegmentRead);
    }
  }

  private void nextSegmentRead() {
    switch (open(0)) {
      case SUCCESSOR -> {
        segment++;
        offset = 0;
        read(segment, offset, this::followChain); // opening used the window up
      }
      case NONE, BEYOND_WINDOW -> scanTail();
      case HALTED -> {}
    }
  }

  private enum Found {
    SUCCESSOR,
    BEYOND_WINDOW,
    NONE,
    HALTED
  }

  /** Looks for the successor of the last batch at a place of the window. */
  private Found open(int at) {
    long last = replay.last().sequence;
    int fileOffset = windowOffset + at;
    BatchReader.Outcome outcome = reader.open(windowFile, fileOffset, window, at, windowBytes - at);
    if (reader.sequence() <= last) {
      return Found.NONE;
    }
    return switch (outcome) {
      case INTACT -> {
        if (!reader.follows(replay.last())) {
          yield Found.NONE; // whether that is damage is the tail rule's to say
        }
        boolean placed =
            reader.startsSegment() == (fileOffset == 0) && reader.segment() == windowFile.id();
        yield placed ? Found.SUCCESSOR : refuseContent(fileOffset, "a header of another place");
      }
      case SHORT -> {
        if (fileOffset + (long) reader.bytes() > segmentBytes) {
          yield Found.NONE;
        }
        if (reader.bytes() > window.capacity()) {
          yield refuse(
              HaltReason.OUT_OF_MEMORY,
              fileOffset,
              "a batch of "
                  + reader.bytes()
                  + " bytes is longer than a chunk of memory ("
                  + window.capacity()
                  + "): configure chunks as large as when it was written");
        }
        yield Found.BEYOND_WINDOW;
      }
      case NOT_INTACT -> Found.NONE;
      case OTHER_VERSION ->
          refuse(
              HaltReason.WRONG_IDENTITY,
              fileOffset,
              "log format version "
                  + reader.version()
                  + ", but this program reads version "
                  + BatchFormat.VERSION
                  + ": start the version that wrote it");
      case MALFORMED -> refuseContent(fileOffset, "content that contradicts itself");
    };
  }

  private boolean apply(long inSegment, int atOffset) {
    highestBoot = Math.max(highestBoot, BatchRef.bootOf(reader.sequence()));
    String problem = replay.apply(reader, inSegment, atOffset);
    if (problem != null) {
      refuseContent(atOffset, problem);
    }
    return problem == null;
  }

  private void scanTail() {
    if (offset == segmentBytes) {
      scanNextSegment();
    } else {
      read(segment, offset, this::judgeWindow);
    }
  }

  private void scanNextSegment() {
    if (segment == highSegment) {
      ended.accept(this);
    } else {
      read(segment + 1, 0, this::judgeWindow);
    }
  }

  private void judgeWindow() {
    boolean inLast = windowFile.id() == segment;
    int end = inLast ? offset : 0;
    for (int at = 0; at < windowBytes; at += Sectors.SECTOR_BYTES) {
      int fileOffset = windowOffset + at;
      Sectors.Kind kind = sectors.classify(windowFile, fileOffset, window, at);
      TailRule.Verdict verdict = judge(kind, at, fileOffset, end);
      if (!verdict.isCut()) {
        refuse(HaltReason.DAMAGE, fileOffset, describe(verdict, at));
        return;
      }
      torn |= verdict == TailRule.Verdict.TORN;
      if (kind == Sectors.Kind.VALID) {
        highestBoot = Math.max(highestBoot, BatchRef.bootOf(Sectors.sequence(window, at)));
      }
    }
    int next = windowOffset + windowBytes;
    if (next < segmentBytes) {
      read(windowFile.id(), next, this::judgeWindow);
    } else if (inLast) {
      scanNextSegment();
    } else {
      ended.accept(this);
    }
  }

  private TailRule.Verdict judge(Sectors.Kind kind, int at, int fileOffset, int end) {
    long last = replay.last().sequence;
    long number = Sectors.number(window, at) & 0xFFFF_FFFFL;
    boolean beginsAtEnd = fileOffset - number * Sectors.SECTOR_BYTES == end;
    boolean namesLast = number != 0 || BatchFormat.namesPrevious(window, at, replay.last());
    return TailRule.judge(kind, last, Sectors.sequence(window, at), beginsAtEnd, namesLast);
  }

  private String describe(TailRule.Verdict verdict, int at) {
    long last = replay.last().sequence;
    String expected =
        last == 0
            ? "expected an empty log"
            : "expected the successor of batch "
                + BatchRef.show(last)
                + ", which ends at "
                + offset
                + " of segment "
                + segment
                + ", or nothing";
    String found =
        verdict == TailRule.Verdict.DAMAGED
            ? "found a sector whose checksum does not match"
            : "found a sector of batch "
                + BatchRef.show(Sectors.sequence(window, at))
                + ", which proves that one before it was durable and is lost";
    return expected + "; " + found + "; " + Recovery.WHAT_TO_DO;
  }

  private Found refuseContent(int fileOffset, String problem) {
    String batch = "batch " + BatchRef.show(reader.sequence());
    String message = batch + " verifies, but holds " + problem + "; " + Recovery.WHAT_TO_DO;
    return refuse(HaltReason.DAMAGE, fileOffset, message);
  }

  private Found refuse(HaltReason reason, int fileOffset, String message) {
    halt.halt(reason, "log segment " + windowFile.id() + ", offset " + fileOffset + ": " + message);
    return Found.HALTED;
  }

  private void read(long id, int fileOffset, Runnable then) {
    if (windowFile.id() != id) {
      windowFile = new FileId(FileId.Kind.WAL, id);
    }
    windowOffset = fileOffset;
    windowBytes = Math.min(window.capacity(), segmentBytes - fileOffset);
    disk.read(
        windowFile,
        fileOffset,
        window,
        0,
        windowBytes,
        (status, buffer, length) -> {
          if (done(status, length)) {
            then.run();
          }
        });
  }

  private boolean done(DiskStatus status, int length) {
    if (status == DiskStatus.OK && length == windowBytes) {
      return true;
    }
    refuse(
        HaltReason.DISK_FAILURE,
        windowOffset,
        "reading " + windowBytes + " bytes gave " + length + " and " + status);
    return false;
  }
}
