package io.apexkv.kernel.store.wal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.store.wal.Sectors.Kind;
import io.apexkv.kernel.store.wal.TailRule.Verdict;
import org.junit.jupiter.api.Test;

/** Every row of the decision table. */
class TailRuleTest {

  private static final long LAST = sequence(5, 12);

  @Test
  void aZeroSectorWasNeverWritten() {
    assertEquals(Verdict.NEVER_WRITTEN, TailRule.judge(Kind.ZERO, LAST, 0, false, false));
  }

  @Test
  void anInvalidSectorIsDamageWhateverItStates() {
    for (long sequence : new long[] {0, LAST - 1, LAST + 1, sequence(6, 1)}) {
      assertEquals(Verdict.DAMAGED, TailRule.judge(Kind.INVALID, LAST, sequence, true, true));
    }
  }

  @Test
  void aSectorOfTheLastBatchOrAnEarlierOneIsLeftOver() {
    assertEquals(Verdict.OLDER, judge(LAST, false, false));
    assertEquals(Verdict.OLDER, judge(LAST - 1, true, false));
    assertEquals(Verdict.OLDER, judge(sequence(4, 99), false, true));
  }

  @Test
  void theNextBatchOfTheSameBootThatBeginsAtTheEndIsTorn() {
    assertEquals(Verdict.TORN, judge(sequence(5, 13), true, true));
  }

  @Test
  void theFirstBatchOfALaterBootThatBeginsAtTheEndIsTorn() {
    assertEquals(Verdict.TORN, judge(sequence(6, 1), true, true));
    assertEquals(Verdict.TORN, judge(sequence(9, 1), true, true));
  }

  @Test
  void theFirstBatchOfAllMayBeTorn() {
    assertEquals(Verdict.TORN, TailRule.judge(Kind.VALID, 0, sequence(1, 1), true, true));
    assertEquals(Verdict.TORN, TailRule.judge(Kind.VALID, 0, sequence(3, 1), true, true));
    assertEquals(Verdict.LATER_BATCH, TailRule.judge(Kind.VALID, 0, sequence(1, 2), true, true));
  }

  @Test
  void aBatchThatNamesAnotherPredecessorProvesALoss() {
    assertEquals(Verdict.LATER_BATCH, judge(sequence(5, 13), true, false));
    assertEquals(Verdict.LATER_BATCH, judge(sequence(6, 1), true, false));
  }

  @Test
  void aBatchThatBeginsElsewhereProvesALoss() {
    assertEquals(Verdict.LATER_BATCH, judge(sequence(5, 13), false, true));
    assertEquals(Verdict.LATER_BATCH, judge(sequence(6, 1), false, true));
  }

  @Test
  void aBatchThatCannotBeTheNextAttemptProvesALoss() {
    assertEquals(Verdict.LATER_BATCH, judge(sequence(5, 14), true, true));
    assertEquals(Verdict.LATER_BATCH, judge(sequence(6, 2), true, true));
    assertEquals(Verdict.LATER_BATCH, judge(sequence(6, 13), true, true));
  }

  @Test
  void onlyWhatWasNeverAcknowledgedIsCut() {
    assertTrue(Verdict.NEVER_WRITTEN.isCut());
    assertTrue(Verdict.OLDER.isCut());
    assertTrue(Verdict.TORN.isCut());
    assertFalse(Verdict.DAMAGED.isCut());
    assertFalse(Verdict.LATER_BATCH.isCut());
  }

  private static Verdict judge(long sequence, boolean beginsAtEnd, boolean namesLast) {
    return TailRule.judge(Kind.VALID, LAST, sequence, beginsAtEnd, namesLast);
  }

  private static long sequence(long boot, long number) {
    return boot << 40 | number;
  }
}
