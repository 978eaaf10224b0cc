package io.apexkv.sim.linearizability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.sim.history.History;
import io.apexkv.sim.history.HistoryBuilder;
import io.apexkv.sim.history.Model;
import org.junit.jupiter.api.Test;

/** Each of these is refuted before the search takes a step. */
class ValuePeriodsTest {
  private final HistoryBuilder builder = new HistoryBuilder();

  @Test
  void aValueThatNothingBringsAboutCanNotBeFound() {
    read(1);
    assertRefutedAtOnce();
  }

  @Test
  void aValueCanNotBeFoundBeforeItIsWritten() {
    read(1);
    builder.ok(builder.invokeWrite(0, 0, 1));
    assertRefutedAtOnce();
  }

  @Test
  void twoValuesCanNotTakeTurns() {
    writeBothAtOnce();
    read(1);
    read(2);
    read(1);
    read(2);
    assertRefutedAtOnce();
  }

  @Test
  void aValueCanNotBeFoundBetweenTwoReadsOfAnother() {
    writeBothAtOnce();
    read(1);
    read(2);
    read(1);
    assertRefutedAtOnce();
  }

  @Test
  void aValueCanNotBeWrittenBetweenTwoReadsOfAnotherEvenIfNobodyReadsIt() {
    builder.ok(builder.invokeWrite(0, 0, 1));
    builder.ok(builder.invokeWrite(0, 0, 2));
    read(1);
    assertRefutedAtOnce();
  }

  @Test
  void theFirstValueIsThereFromTheBeginningOnly() {
    builder.ok(builder.invokeWrite(0, 0, 1));
    read(History.ABSENT);
    assertRefutedAtOnce();
  }

  /** Both writes are under way until the end of time, so the search could choose their order. */
  private void writeBothAtOnce() {
    builder.invokeWrite(1, 0, 1);
    builder.invokeWrite(2, 0, 2);
  }

  private void read(long value) {
    builder.okRead(builder.invokeRead(0, 0), value);
  }

  private void assertRefutedAtOnce() {
    CheckResult result =
        LinearizabilityChecker.check(builder.build(), Model.REGISTER, Budget.UNLIMITED);
    assertEquals(Verdict.NOT_LINEARIZABLE, result.verdict());
    assertEquals(0, result.steps());
  }
}
