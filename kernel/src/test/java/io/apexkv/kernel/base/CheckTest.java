package io.apexkv.kernel.base;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CheckTest {

  @Test
  void anInvariantThatHoldsIsSilent() {
    assertDoesNotThrow(() -> Check.that(true, "the commit index never moves back"));
    assertDoesNotThrow(() -> Check.that(true, "the term is positive", 1));
  }

  @Test
  void aBrokenInvariantStopsAndNamesItself() {
    InvariantViolation violation =
        assertThrows(
            InvariantViolation.class, () -> Check.that(false, "the commit index never moves back"));
    assertEquals("the commit index never moves back", violation.getMessage());
  }

  @Test
  void aBrokenInvariantShowsTheNumberThatBrokeIt() {
    InvariantViolation violation =
        assertThrows(InvariantViolation.class, () -> Check.that(false, "the term is positive", -7));
    assertEquals("the term is positive: -7", violation.getMessage());
  }
}
