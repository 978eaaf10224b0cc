package io.apexkv.sim.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.event.Luck;
import io.apexkv.sim.plan.LossShape;
import org.junit.jupiter.api.Test;

class LossPatternTest {

  private static final long MILLI = 1_000_000L;
  private static final int RATE = 100_000;

  private static LossPattern pattern(LossShape shape) {
    return new LossPattern(new Luck(5), shape);
  }

  @Test
  void anEvenLossIsTheSameEverywhereAndAlways() {
    for (long path = 0; path < 10; path++) {
      assertEquals(RATE, pattern(LossShape.EVEN).perMillion(RATE, path, path * 50 * MILLI));
    }
  }

  @Test
  void aBurstyLinkIsGoodOrBadAndAboutAsBadAsAnEvenOneInAll() {
    LossPattern pattern = pattern(LossShape.BURSTY);
    long sum = 0;
    int changes = 0;
    int last = 0;
    for (int milli = 0; milli < 10_000; milli++) {
      int here = pattern.perMillion(RATE, 7, milli * MILLI);
      assertTrue(here == 0 || here == 4 * RATE, "nothing, or four times as much");
      changes += here == last ? 0 : 1;
      last = here;
      sum += here;
    }
    long mean = sum / 10_000;
    assertTrue(mean > RATE * 3 / 4 && mean < RATE * 5 / 4, () -> "mean " + mean);
    int turns = changes;
    assertTrue(turns > 50 && turns < 200, () -> "bursts last, and there were " + turns + " turns");
  }

  @Test
  void burstsOfTwoLinksDoNotFallTogether() {
    LossPattern pattern = pattern(LossShape.BURSTY);
    int apart = 0;
    for (int milli = 0; milli < 10_000; milli++) {
      long now = milli * MILLI;
      apart += pattern.perMillion(RATE, 7, now) == pattern.perMillion(RATE, 8, now) ? 0 : 1;
    }
    assertTrue(apart > 2_000);
  }

  @Test
  void aLopsidedLossStrikesHalfOfTheLinksTwiceAsOften() {
    LossPattern pattern = pattern(LossShape.LOPSIDED);
    int struck = 0;
    for (long path = 0; path < 1000; path++) {
      int here = pattern.perMillion(RATE, path, 0);
      assertTrue(here == 0 || here == 2 * RATE);
      assertEquals(here, pattern.perMillion(RATE, path, 12_345 * MILLI), "at any time");
      struck += here == 0 ? 0 : 1;
    }
    assertTrue(struck > 400 && struck < 600);
  }

  @Test
  void somethingAlwaysPasses() {
    for (LossShape shape : LossShape.values()) {
      for (int milli = 0; milli < 300; milli++) {
        assertTrue(pattern(shape).perMillion(600_000, milli, milli * MILLI) <= 950_000);
      }
    }
  }
}
