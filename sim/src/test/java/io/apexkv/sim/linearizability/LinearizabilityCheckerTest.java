package io.apexkv.sim.linearizability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.history.History;
import io.apexkv.sim.history.HistoryBuilder;
import io.apexkv.sim.history.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinearizabilityCheckerTest {
  private static final int KEY = 0;
  private static final long MANY_STEPS = 200_000;

  private final HistoryBuilder builder = new HistoryBuilder();

  @Test
  void anEmptyHistoryIsLinearizable() {
    assertVerdict(Verdict.LINEARIZABLE);
  }

  @Test
  void aReadMayNotReturnAValueThatWasOverwrittenBeforeItBegan() {
    write(1);
    write(2);
    read(1);
    assertVerdict(Verdict.NOT_LINEARIZABLE);
  }

  @Test
  void aReadMayReturnTheOldOrTheNewValueDuringAWrite() {
    write(1);
    int concurrent = builder.invokeWrite(1, KEY, 2);
    read(1);
    read(2);
    builder.ok(concurrent);
    assertVerdict(Verdict.LINEARIZABLE);
  }

  @Test
  void twoReadsDuringAWriteMayNotSeeTheNewValueAndThenTheOld() {
    write(1);
    int concurrent = builder.invokeWrite(1, KEY, 2);
    read(2);
    read(1);
    builder.ok(concurrent);
    assertVerdict(Verdict.NOT_LINEARIZABLE);
  }

  @Test
  void anUnknownWriteMayTakeEffectAfterEverythingElse() {
    write(1);
    builder.info(builder.invokeWrite(1, KEY, 2));
    read(1);
    write(3);
    read(3);
    read(2);
    assertVerdict(Verdict.LINEARIZABLE);
  }

  @Test
  void anUnknownWriteTakesEffectAtMostOnce() {
    write(1);
    builder.info(builder.invokeWrite(1, KEY, 2));
    read(2);
    write(3);
    read(2);
    assertVerdict(Verdict.NOT_LINEARIZABLE);
  }

  @Test
  void anUnknownWriteMayNotTakeEffectBeforeItsInvocation() {
    write(1);
    read(2);
    builder.info(builder.invokeWrite(1, KEY, 2));
    assertVerdict(Verdict.NOT_LINEARIZABLE);
  }

  @Test
  void anOperationThatNeverReturnedMayHaveTakenEffectOrNot() {
    write(1);
    builder.invokeWrite(1, KEY, 2);
    builder.invokeWrite(2, KEY, 3);
    read(2);
    read(2);
    assertVerdict(Verdict.LINEARIZABLE);
  }

  @Test
  void aFailedWriteNeverTookEffect() {
    write(1);
    builder.fail(builder.invokeWrite(1, KEY, 2));
    read(2);
    assertVerdict(Verdict.NOT_LINEARIZABLE);
  }

  @Test
  void aFailedCasSaysNothingAboutTheValue() {
    write(1);
    builder.fail(builder.invokeCas(1, KEY, 1, 2));
    read(1);
    assertVerdict(Verdict.LINEARIZABLE);
  }

  @Test
  void aRefusedCasSaysThatTheValueWasAnother() {
    write(1);
    cas(1, 2, false);
    assertVerdict(Verdict.NOT_LINEARIZABLE);
  }

  @Test
  void aRefusedCasMayNeedAnUnknownWrite() {
    write(1);
    builder.info(builder.invokeWrite(1, KEY, 2));
    cas(1, 3, false);
    assertVerdict(Verdict.LINEARIZABLE);
  }

  @Test
  void aCasMayExpectThatThereIsNoValue() {
    cas(History.ABSENT, 5, true);
    read(5);
    cas(History.ABSENT, 6, true);
    assertVerdict(Verdict.NOT_LINEARIZABLE);
  }

  @Test
  void anUnknownCasMayHaveMadeTheValueThatAReadSaw() {
    write(1);
    builder.info(builder.invokeCas(1, KEY, 1, 2));
    builder.info(builder.invokeCas(2, KEY, 2, 3));
    read(3);
    assertVerdict(Verdict.LINEARIZABLE);
  }

  @Test
  void anUnknownCasNeedsItsExpectedValue() {
    write(1);
    builder.info(builder.invokeCas(2, KEY, 2, 3));
    read(3);
    assertVerdict(Verdict.NOT_LINEARIZABLE);
  }

  @Test
  void aDeleteLeavesNoValueAndKnowsWhatItFound() {
    write(1);
    builder.okDelete(builder.invokeDelete(0, KEY), true);
    read(History.ABSENT);
    builder.okDelete(builder.invokeDelete(0, KEY), false);
    builder.ok(builder.invokeDelete(0, KEY));
    assertVerdict(Verdict.LINEARIZABLE);
    builder.okDelete(builder.invokeDelete(0, KEY), true);
    assertVerdict(Verdict.NOT_LINEARIZABLE);
  }

  @Test
  void aKeyOfTheRegisterStartsWithoutAValueAndAKeyOfTheStoreStartsEmpty() {
    read(History.ABSENT);
    assertVerdict(Verdict.LINEARIZABLE);
    assertEquals(
        Verdict.NOT_LINEARIZABLE,
        LinearizabilityChecker.check(builder.build(), Model.KV, Budget.UNLIMITED).verdict());
  }

  @Test
  void aBrokenKeyIsNamedAndExplained() {
    builder.ok(builder.invokeWrite(0, 3, 1));
    builder.ok(builder.invokeWrite(0, 5, 1));
    int concurrent = builder.invokeWrite(1, 5, 9);
    int culprit = builder.invokeRead(0, 5);
    builder.okRead(culprit, History.ABSENT);
    builder.ok(concurrent);
    CheckResult result = check(Budget.UNLIMITED);
    assertEquals(List.of(5), result.brokenKeys());
    assertEquals(2, result.keyCount());
    Violation violation = result.violation().orElseThrow();
    assertEquals(new Violation(5, culprit, List.of(1), List.of(concurrent)), violation);
    assertEquals(
        List.of(
            "key 5: read of nil (process 0, events 5 to 6) can't be placed",
            "all that returned before event 6 fits in this order (1), which leaves 1:",
            "  write 1 (process 0, events 2 to 3)",
            "under way at the same time:",
            "  write 9 (process 1, from event 4, not answered yet)"),
        new Explanation(builder.build(), Model.REGISTER, "event").lines(violation));
  }

  @Test
  void aSpentBudgetMeansUnknown() {
    HardHistories.addUnreachableLoop(builder, KEY, 20);
    CheckResult result = check(Budget.ofSteps(MANY_STEPS));
    assertEquals(Verdict.UNKNOWN, result.verdict());
    assertEquals(List.of(KEY), result.undecidedKeys());
    assertEquals(MANY_STEPS + 1, result.steps());
  }

  @Test
  void enoughBudgetDecidesTheSamePuzzle() {
    HardHistories.addUnreachableLoop(builder, KEY, 6);
    assertEquals(Verdict.NOT_LINEARIZABLE, check(Budget.ofSteps(MANY_STEPS)).verdict());
  }

  @Test
  void aHardKeyDoesNotHideABrokenOne() {
    HardHistories.addUnreachableLoop(builder, 0, 20);
    builder.ok(builder.invokeWrite(0, 1, 1));
    builder.okRead(builder.invokeRead(0, 1), 2);
    CheckResult result = check(Budget.ofSteps(MANY_STEPS));
    assertEquals(Verdict.NOT_LINEARIZABLE, result.verdict());
    assertEquals(List.of(1), result.brokenKeys());
    assertEquals(List.of(0), result.undecidedKeys());
  }

  @Test
  void theSameHistoryTakesTheSameSteps() {
    HardHistories.addUnreachableLoop(builder, KEY, 8);
    assertEquals(check(Budget.UNLIMITED), check(Budget.UNLIMITED));
  }

  @Test
  void manySequentialOperationsTakeNoMoreStepsThanTheyAre() {
    int operations = 100_000;
    for (int i = 0; i < operations / 2; i++) {
      write(i);
      read(i);
    }
    CheckResult result = check(Budget.UNLIMITED);
    assertEquals(Verdict.LINEARIZABLE, result.verdict());
    assertTrue(result.steps() <= operations, () -> "steps " + result.steps());
  }

  @Test
  void anOperationThatTheModelDoesNotHaveIsRefused() {
    builder.ok(builder.invokeAppend(0, KEY, 1));
    History history = builder.build();
    assertThrows(
        IllegalArgumentException.class,
        () -> LinearizabilityChecker.check(history, Model.REGISTER, Budget.UNLIMITED));
  }

  private void write(long value) {
    builder.ok(builder.invokeWrite(0, KEY, value));
  }

  private void read(long value) {
    builder.okRead(builder.invokeRead(0, KEY), value);
  }

  private void cas(long expected, long replacement, boolean swapped) {
    builder.okCas(builder.invokeCas(0, KEY, expected, replacement), swapped);
  }

  private CheckResult check(Budget budget) {
    return LinearizabilityChecker.check(builder.build(), Model.REGISTER, budget);
  }

  private void assertVerdict(Verdict expected) {
    assertEquals(expected, check(Budget.UNLIMITED).verdict());
  }
}
