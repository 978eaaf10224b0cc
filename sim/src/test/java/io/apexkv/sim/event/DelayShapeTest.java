package io.apexkv.sim.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DelayShapeTest {

  private static final int DRAWS = 20_000;
  private static final long SPREAD = 1_000_000;

  private final Luck luck = new Luck(11);

  private long[] sorted(DelayShape shape) {
    long[] delays = new long[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      delays[i] = shape.above(luck.draw(Purpose.TRAVEL, i, 0, 0), SPREAD);
    }
    Arrays.sort(delays);
    return delays;
  }

  private static long mean(long[] delays) {
    return Arrays.stream(delays).sum() / delays.length;
  }

  @Test
  void everyShapeStaysBetweenTheLeastAndItsMost() {
    for (DelayShape shape : DelayShape.values()) {
      long[] delays = sorted(shape);
      assertTrue(delays[0] >= 0, shape::name);
      assertTrue(delays[DRAWS - 1] <= shape.mostAbove(SPREAD), shape::name);
      assertTrue(shape.above(luck.draw(Purpose.TRAVEL, 0, 0, 0), 1) >= 0, "a narrow range will do");
    }
  }

  @Test
  void aConstantDelayIsOneDelayAndAnEvenOneFillsTheRange() {
    long[] constant = sorted(DelayShape.CONSTANT);
    assertEquals(constant[0], constant[DRAWS - 1]);
    long[] uniform = sorted(DelayShape.UNIFORM);
    assertTrue(uniform[DRAWS / 4] > SPREAD / 5 && uniform[DRAWS / 4] < SPREAD * 3 / 10);
    assertTrue(uniform[DRAWS - 1] > SPREAD * 9 / 10);
  }

  @Test
  void anExponentialDelayHasTheSameMeanAMedianOfLn2AndIsMostlyShort() {
    long[] delays = sorted(DelayShape.EXPONENTIAL);
    assertTrue(Math.abs(mean(delays) - SPREAD / 2) < SPREAD / 20, () -> "mean " + mean(delays));
    long median = delays[DRAWS / 2];
    assertTrue(Math.abs(median - SPREAD * 347 / 1000) < SPREAD / 20, () -> "median " + median);
  }

  @Test
  void aHeavyDelayIsShortButForAFewThatAreVeryLong() {
    long[] delays = sorted(DelayShape.HEAVY);
    assertTrue(delays[DRAWS / 2] < SPREAD / 2);
    assertTrue(delays[DRAWS - DRAWS / 1000] > 30 * delays[DRAWS / 2]);
  }

  @Test
  void aBimodalDelayIsNearOneOfTwo() {
    long[] delays = sorted(DelayShape.BIMODAL);
    long near = Arrays.stream(delays).filter(delay -> delay <= SPREAD / 8 + 1).count();
    long far = Arrays.stream(delays).filter(delay -> delay >= 2 * SPREAD).count();
    assertEquals(DRAWS, near + far);
    assertTrue(far > DRAWS / 10 && far < DRAWS * 3 / 20, () -> "an eighth is far, not " + far);
  }
}
