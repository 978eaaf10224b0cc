package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.HaltReason;

/**
 * Follows the log from its beginning along the chain of intact batches, each of which names the one
 * before, and replays them. Where no successor stands the log ends, or is damaged: {@link TailScan}
 * finds out.
 */
final class ChainScan {

  private enum Found {
    SUCCESSOR,
    BEYOND_WINDOW,
    NONE,
    HALTED
  }

  private final LogWindow window;
  private final BatchReader reader;
  private final long highSegment;
  private final LogReplay replay;
  private final Runnable ended;

  /** Where the next batch is expected; at the end, where the log ends. */
  private long segment = 1;

  private int offset;
  private long highestBoot;

  /** Reads segments 1 to {@code highSegment}; {@code ended} runs unless the node halts. */
  ChainScan(LogWindow window, Sectors sectors, long highSegment, LogReplay replay, Runnable ended) {
    this.window = window;
    this.reader = new BatchReader(sectors);
    this.highSegment = highSegment;
    this.replay = replay;
    this.ended = ended;
  }

  void begin() {
    window.read(segment, offset, this::follow);
  }

  /** The segment in which the log ends. */
  long segment() {
    return segment;
  }

  /** Where in it. */
  int offset() {
    return offset;
  }

  /** The highest boot counter of any batch. */
  long highestBoot() {
    return highestBoot;
  }

  /** The window begins where a batch is expected. */
  private void follow() {
    int at = 0;
    while (at < window.bytes()) {
      switch (open(at)) {
        case SUCCESSOR -> {
          if (!apply()) {
            return;
          }
          at += reader.bytes();
        }
        case BEYOND_WINDOW -> {
          begin();
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
    if (offset < window.segmentBytes()) {
      begin();
    } else {
      probeNextSegment();
    }
  }

  /** No batch where the last one ends: the next one starts the next segment, or there is none. */
  private void probeNextSegment() {
    if (segment == highSegment) {
      ended.run();
    } else {
      window.read(segment + 1, 0, this::nextSegmentRead);
    }
  }

  private void nextSegmentRead() {
    switch (open(0)) {
      case SUCCESSOR -> {
        segment++;
        offset = 0;
        begin(); // opening used the window up
      }
      case NONE, BEYOND_WINDOW -> ended.run();
      case HALTED -> {}
    }
  }

  /** Looks for the successor of the last batch at a place of the window. */
  private Found open(int at) {
    int fileOffset = window.offset() + at;
    BatchReader.Outcome outcome =
        reader.open(window.file(), fileOffset, window.buffer(), at, window.bytes() - at);
    if (reader.sequence() <= replay.last().sequence) {
      return Found.NONE;
    }
    return switch (outcome) {
      case INTACT -> {
        if (!reader.follows(replay.last())) {
          yield Found.NONE; // the tail scan says what that means
        }
        boolean placed =
            reader.startsSegment() == (fileOffset == 0) && reader.segment() == window.segment();
        yield placed ? Found.SUCCESSOR : refuse(fileOffset, "a header of another place");
      }
      case SHORT -> goesBeyond(fileOffset);
      case NOT_INTACT -> Found.NONE;
      case OTHER_VERSION -> {
        window.refuse(
            HaltReason.WRONG_IDENTITY,
            fileOffset,
            "the log has format version "
                + reader.version()
                + ", but this program reads version "
                + BatchFormat.VERSION
                + ": start the version that wrote it");
        yield Found.HALTED;
      }
      case MALFORMED -> refuse(fileOffset, "content that contradicts itself");
    };
  }

  private Found goesBeyond(int fileOffset) {
    if (fileOffset + (long) reader.bytes() > window.segmentBytes()) {
      return refuse(fileOffset, "a length that crosses the segment's end");
    }
    if (reader.bytes() > window.capacity()) {
      window.refuse(
          HaltReason.OUT_OF_MEMORY,
          fileOffset,
          "a batch has "
              + reader.bytes()
              + " bytes, but a chunk of memory "
              + window.capacity()
              + ": configure chunks as large as when it was written");
      return Found.HALTED;
    }
    return Found.BEYOND_WINDOW;
  }

  private boolean apply() {
    highestBoot = Math.max(highestBoot, BatchRef.bootOf(reader.sequence()));
    String problem = replay.apply(reader, segment, offset);
    if (problem != null) {
      refuse(offset, problem);
      return false;
    }
    offset += reader.bytes();
    return true;
  }

  /** Every stamp verifies, so no medium did this: a program wrote it wrong. */
  private Found refuse(int fileOffset, String problem) {
    String batch = "batch " + BatchRef.show(reader.sequence());
    String message = batch + " verifies, but holds " + problem + "; " + Recovery.WHAT_TO_DO;
    window.refuse(HaltReason.DAMAGE, fileOffset, message);
    return Found.HALTED;
  }
}
