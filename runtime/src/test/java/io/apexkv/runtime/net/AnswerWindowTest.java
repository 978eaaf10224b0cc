package io.apexkv.runtime.net;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class AnswerWindowTest {

  private static final int BUDGET = 32 << 20;

  private final AnswerWindow window = new AnswerWindow(BUDGET);

  @Test
  void beforeTheFirstAnswerFewRequestsAreUnderWay() {
    assertTrue(window.isOpen(AnswerWindow.LEAST - 1));
    assertFalse(window.isOpen(AnswerWindow.LEAST));
  }

  @Test
  void eachAnswerOpensItByOneAsFarAsTheBudgetGoes() {
    window.answered(16);
    assertTrue(window.isOpen(AnswerWindow.LEAST));
    assertFalse(window.isOpen(AnswerWindow.LEAST + 1), "one small answer promises nothing");
    for (int i = 0; i < 100_000; i++) {
      window.answered(1024);
    }
    assertTrue(window.isOpen(BUDGET / 1024 - 1));
    assertFalse(window.isOpen(BUDGET / 1024));
  }

  @Test
  void theLargestAnswerSoFarCounts() {
    window.answered(16);
    window.answered(1 << 20);
    window.answered(16);
    assertTrue(window.isOpen(31));
    assertFalse(window.isOpen(32), "32 answers of 1 MiB fill the budget");
  }
}
