package io.apexkv.sim.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LuckTest {

  private final Luck luck = new Luck(7);

  @Test
  void aDrawDependsOnSeedPurposeAndIdentityAlone() {
    long draw = luck.draw(Purpose.DROP, 1, 2, 3);
    assertEquals(draw, new Luck(7).draw(Purpose.DROP, 1, 2, 3));
    assertNotEquals(draw, new Luck(8).draw(Purpose.DROP, 1, 2, 3));
    assertNotEquals(draw, luck.draw(Purpose.DUPLICATE, 1, 2, 3));
    assertNotEquals(draw, luck.draw(Purpose.DROP, 3, 2, 1));
  }

  @Test
  void whatNeverHappensNeverHappensAndWhatIsCertainAlways() {
    for (int i = 0; i < 1000; i++) {
      assertFalse(luck.chance(0, Purpose.DROP, i, 0, 0));
      assertTrue(luck.chance(Luck.MILLION, Purpose.DROP, i, 0, 0));
    }
  }

  @Test
  void chancesAreMetRoughly() {
    int hits = 0;
    for (int i = 0; i < 100_000; i++) {
      hits += luck.chance(250_000, Purpose.DROP, i, 0, 0) ? 1 : 0;
    }
    assertTrue(hits > 24_000 && hits < 26_000, () -> "about a quarter of 100,000");
  }

  @Test
  void aLatencyHasItsLeastItsUsualAndATail() {
    Latency latency = new Latency(100, 50, 100_000, 4);
    int tail = 0;
    for (int i = 0; i < 10_000; i++) {
      long nanos = latency.nanos(luck.draw(Purpose.TRAVEL, i, 0, 0));
      assertTrue(nanos >= 100 && nanos <= latency.mostNanos());
      tail += nanos >= 200 ? 1 : 0;
    }
    int inTail = tail;
    assertTrue(inTail > 800 && inTail < 1200, () -> "a tenth is in the tail, not " + inTail);
    assertTrue(new Latency(100, 50, 0, 1).mostNanos() <= 150);
  }
}
