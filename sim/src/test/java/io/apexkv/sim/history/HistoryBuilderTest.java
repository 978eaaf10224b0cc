package io.apexkv.sim.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HistoryBuilderTest {
  private final HistoryBuilder builder = new HistoryBuilder();

  @Test
  void operationsAreNumberedByInvocationAndEventsByOccurrence() {
    int write = builder.invokeWrite(7, 3, 9);
    int read = builder.invokeRead(8, 3);
    builder.okRead(read, 9);
    builder.ok(write);
    History history = builder.build();
    assertEquals(2, history.size());
    assertEquals(4, history.keyCount());
    assertEquals(0, history.invokedAt(write));
    assertEquals(3, history.returnedAt(write));
    assertEquals(1, history.invokedAt(read));
    assertEquals(2, history.returnedAt(read));
    assertEquals(9, history.value(read));
    assertEquals(7, history.process(write));
  }

  @Test
  void whatIsNeverToldIsUnknownJustAsWhatIsToldToBe() {
    int silent = builder.invokeWrite(0, 0, 1);
    int told = builder.invokeWrite(1, 0, 2);
    builder.info(told);
    History history = builder.build();
    for (int operation : new int[] {silent, told}) {
      assertEquals(Outcome.UNKNOWN, history.outcome(operation));
      assertEquals(History.NEVER, history.returnedAt(operation));
    }
  }

  @Test
  void aHistoryIsASnapshotAndTheBuilderGoesOn() {
    int write = builder.invokeWrite(0, 0, 1);
    History before = builder.build();
    builder.ok(write);
    for (int i = 0; i < 1000; i++) {
      builder.invokeRead(0, 0);
    }
    assertEquals(Outcome.UNKNOWN, before.outcome(write));
    assertEquals(1, before.size());
    assertEquals(1001, builder.build().size());
  }

  @Test
  void wrongCallsAreRefused() {
    int write = builder.invokeWrite(0, 0, 1);
    builder.ok(write);
    int cas = builder.invokeCas(0, 0, History.ABSENT, 2);
    assertRefused(() -> builder.ok(write));
    assertRefused(() -> builder.fail(write));
    assertRefused(() -> builder.ok(cas));
    assertRefused(() -> builder.okRead(cas, 1));
    assertRefused(() -> builder.okDelete(cas, true));
    assertRefused(() -> builder.invokeWrite(0, 0, History.ABSENT));
    assertRefused(() -> builder.invokeAppend(0, 0, History.ABSENT));
    assertRefused(() -> builder.invokeCas(0, 0, -2, 1));
    assertRefused(() -> builder.invokeRead(0, -1));
    assertRefused(() -> builder.okRead(builder.invokeRead(0, 0), -2));
    assertRefused(() -> builder.at(1));
    assertRefused(() -> builder.at(History.NEVER));
  }

  private static void assertRefused(Runnable call) {
    assertThrows(IllegalArgumentException.class, call::run);
  }
}
