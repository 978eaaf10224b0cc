package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.HaltReason;
import java.nio.ByteBuffer;

/**
 * Judges every sector behind the last intact batch, to the end of the last segment, by {@link
 * TailRule}: all of them may be overwritten, or the node halts.
 */
final class TailScan {

  private final LogWindow window;
  private final Sectors sectors;
  private final BatchRef last;
  private final long lastSegment;
  private final int end;
  private final long highSegment;
  private final Runnable ended;

  private long highestBoot;
  private boolean torn;

  /**
   * A scan from where the log ends.
   *
   * @param last the last intact batch, all zero if there is none
   * @param lastSegment the segment in which the log ends
   * @param end where in it
   * @param ended runs unless the node halts
   */
  TailScan(
      LogWindow window,
      Sectors sectors,
      BatchRef last,
      long lastSegment,
      int end,
      long highSegment,
      Runnable ended) {
    this.window = window;
    this.sectors = sectors;
    this.last = last;
    this.lastSegment = lastSegment;
    this.end = end;
    this.highSegment = highSegment;
    this.ended = ended;
  }

  void begin() {
    if (end < window.segmentBytes()) {
      window.read(lastSegment, end, this::judgeWindow);
    } else {
      judgeSegment(lastSegment + 1);
    }
  }

  /** Whether parts of batches that were never acknowledged stand behind the end. */
  boolean isTorn() {
    return torn;
  }

  /** The highest boot counter in any valid stamp. */
  long highestBoot() {
    return highestBoot;
  }

  private void judgeSegment(long segment) {
    if (segment > highSegment) {
      ended.run();
    } else {
      window.read(segment, 0, this::judgeWindow);
    }
  }

  private void judgeWindow() {
    ByteBuffer buffer = window.buffer();
    for (int at = 0; at < window.bytes(); at += Sectors.SECTOR_BYTES) {
      int fileOffset = window.offset() + at;
      Sectors.Kind kind = sectors.classify(window.file(), fileOffset, buffer, at);
      TailRule.Verdict verdict = judge(kind, at, fileOffset);
      if (!verdict.isCut()) {
        window.refuse(HaltReason.DAMAGE, fileOffset, describe(verdict, at));
        return;
      }
      torn |= verdict == TailRule.Verdict.TORN;
      if (kind == Sectors.Kind.VALID) {
        highestBoot = Math.max(highestBoot, BatchRef.bootOf(Sectors.sequence(buffer, at)));
      }
    }
    int next = window.offset() + window.bytes();
    if (next < window.segmentBytes()) {
      window.read(window.segment(), next, this::judgeWindow);
    } else {
      judgeSegment(window.segment() + 1);
    }
  }

  private TailRule.Verdict judge(Sectors.Kind kind, int at, int fileOffset) {
    ByteBuffer buffer = window.buffer();
    long number = Sectors.number(buffer, at) & 0xFFFF_FFFFL;
    long begins = fileOffset - number * Sectors.SECTOR_BYTES;
    boolean beginsAtEnd =
        (window.segment() == lastSegment && begins == end)
            || (window.segment() == lastSegment + 1 && begins == 0);
    boolean namesLast = number != 0 || BatchFormat.namesPrevious(buffer, at, last);
    long sequence = Sectors.sequence(buffer, at);
    return TailRule.judge(kind, last.sequence, sequence, beginsAtEnd, namesLast);
  }

  private String describe(TailRule.Verdict verdict, int at) {
    String expected =
        last.sequence == 0
            ? "expected an empty log"
            : "expected nothing, or what a crash left of the successor of batch "
                + BatchRef.show(last.sequence)
                + ", the last intact one, which ends at offset "
                + end
                + " of segment "
                + lastSegment;
    String found =
        verdict == TailRule.Verdict.DAMAGED
            ? "found a sector whose checksum does not match"
            : "found a sector of batch "
                + BatchRef.show(Sectors.sequence(window.buffer(), at))
                + ", which proves that one before it was durable and is lost";
    return expected + "; " + found + "; " + Recovery.WHAT_TO_DO;
  }
}
