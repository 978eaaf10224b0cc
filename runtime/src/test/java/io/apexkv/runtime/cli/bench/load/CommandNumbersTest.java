package io.apexkv.runtime.cli.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CommandNumbersTest {

  private final CommandNumbers numbers = new CommandNumbers(4);

  @Test
  void theLowestIsTheOldestThatIsStillWaitedFor() {
    numbers.grant(4);
    assertEquals(1, numbers.take(0));
    assertEquals(2, numbers.take(1));
    assertEquals(3, numbers.take(2));
    numbers.answered(1);
    assertEquals(1, numbers.lowest());
    numbers.answered(0);
    assertEquals(3, numbers.lowest());
    numbers.answered(2);
    assertEquals(4, numbers.lowest());
  }

  @Test
  void noNumberGoesOutBeyondTheWindow() {
    numbers.grant(2);
    numbers.take(0);
    numbers.take(1);
    numbers.answered(1);
    assertFalse(numbers.mayTake(), "1 is unanswered, so 3 would be beyond the window");
    numbers.answered(0);
    assertTrue(numbers.mayTake());
  }

  @Test
  void anAnswerToAReadChangesNothing() {
    numbers.grant(4);
    numbers.take(0);
    numbers.answered(3);
    assertEquals(1, numbers.lowest());
  }
}
