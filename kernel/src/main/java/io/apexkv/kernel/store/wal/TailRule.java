package io.apexkv.kernel.store.wal;

/**
 * The decision table for a sector behind the last intact batch, the place where "the log ends here"
 * must be told from "the log was damaged here".
 *
 * <pre>
 * sector   its sequence                its batch begins    sector 0 names     verdict
 * -------  --------------------------  ------------------  -----------------  -------------
 * zero                                                                        NEVER_WRITTEN
 * invalid                                                                     DAMAGED
 * valid    at most the last batch's                                           OLDER
 * valid    a next attempt's            where the log ends  the last batch     TORN
 * valid    a next attempt's            where the log ends  another one        LATER_BATCH
 * valid    a next attempt's            elsewhere                              LATER_BATCH
 * valid    beyond a next attempt's                                            LATER_BATCH
 * </pre>
 *
 * <p>At most one batch is in flight, so what a crash leaves is some sectors of one attempt to write
 * the next batch, for each boot that died so: numbered last + 1 in the last batch's boot, or first
 * in a later boot. Any later batch was begun after a batch that is not here any more had been
 * acknowledged.
 */
final class TailRule {

  /** What a sector proves. */
  enum Verdict {
    /** Cut: nothing was here. */
    NEVER_WRITTEN,
    /** Cut: left from before the last batch. */
    OLDER,
    /** Cut: part of a batch that was never acknowledged. */
    TORN,
    /** Halt: no crash leaves this. */
    DAMAGED,
    /** Halt: proves that a batch is missing that was durable. */
    LATER_BATCH;

    /** Whether the sector may be overwritten. */
    boolean isCut() {
      return this == NEVER_WRITTEN || this == OLDER || this == TORN;
    }
  }

  private TailRule() {}

  /**
   * Judges a sector.
   *
   * @param lastSequence of the last intact batch, 0 if the log has none
   * @param sequence what a valid sector states
   * @param beginsAtEnd whether its batch begins where the log ends or at the next segment's start
   * @param namesLast false if it is sector 0 of a batch that names another predecessor
   */
  static Verdict judge(
      Sectors.Kind kind, long lastSequence, long sequence, boolean beginsAtEnd, boolean namesLast) {
    return switch (kind) {
      case ZERO -> Verdict.NEVER_WRITTEN;
      case INVALID -> Verdict.DAMAGED;
      case VALID -> {
        if (sequence <= lastSequence) {
          yield Verdict.OLDER;
        }
        boolean torn = isNextAttempt(lastSequence, sequence) && beginsAtEnd && namesLast;
        yield torn ? Verdict.TORN : Verdict.LATER_BATCH;
      }
    };
  }

  private static boolean isNextAttempt(long lastSequence, long sequence) {
    long boot = BatchRef.bootOf(sequence);
    return boot == BatchRef.bootOf(lastSequence)
        ? sequence == lastSequence + 1
        : sequence == BatchRef.firstOf(boot);
  }
}
