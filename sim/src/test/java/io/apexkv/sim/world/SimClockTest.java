package io.apexkv.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.InvariantViolation;
import io.apexkv.kernel.base.Prng;
import org.junit.jupiter.api.Test;

class SimClockTest {

  private static final long SECOND = 1_000_000_000L;

  @Test
  void withoutDriftItRunsLikeTheWorld() {
    SimClock clock = new SimClock(500, 1000);
    assertEquals(500, clock.monotonicNanos(0));
    assertEquals(500 + SECOND, clock.monotonicNanos(SECOND));
    assertEquals(2000, clock.wallMillis(SECOND));
  }

  @Test
  void aFastClockGainsAndASlowOneLoses() {
    SimClock clock = new SimClock(0, 0);
    clock.drift(SECOND, 50_000);
    assertEquals(SECOND + 1_050_000_000L, clock.monotonicNanos(2 * SECOND));
    clock.drift(2 * SECOND, -50_000);
    assertEquals(SECOND + 1_050_000_000L + 950_000_000L, clock.monotonicNanos(3 * SECOND));
  }

  @Test
  void itNeverGoesBackAndADeadlineIsReachedWhenItSaysSo() {
    Prng prng = new Prng(1);
    SimClock clock = new SimClock(prng.below(SECOND), 0);
    long world = 0;
    long last = clock.monotonicNanos(0);
    for (int i = 0; i < 10_000; i++) {
      world += prng.below(10_000_000);
      long now = clock.monotonicNanos(world);
      assertTrue(now >= last);
      last = now;
      long deadline = now + 1 + prng.below(SECOND);
      long reached = clock.worldNanos(deadline);
      assertTrue(clock.monotonicNanos(reached) >= deadline, "not before the deadline");
      assertTrue(clock.monotonicNanos(reached - 100) < deadline, "and little after it");
      if (prng.chance(1, 10)) {
        clock.drift(world, (int) prng.below(100_001) - 50_000);
      }
    }
  }

  @Test
  void theWallClockJumpsAloneAndDriftIsBounded() {
    SimClock clock = new SimClock(0, 1000);
    clock.stepWall(-400);
    assertEquals(600, clock.wallMillis(0));
    assertEquals(0, clock.monotonicNanos(0));
    assertThrows(InvariantViolation.class, () -> clock.drift(0, 50_001));
  }

  @Test
  void aFrozenWallClockStandsStillThenJumpsAndTheMonotonicOneGoesOn() {
    SimClock clock = new SimClock(0, 1000);
    clock.freezeWall(SECOND, 3 * SECOND);
    assertEquals(2000, clock.wallMillis(SECOND));
    assertEquals(2000, clock.wallMillis(3 * SECOND - 1));
    assertEquals(3 * SECOND - 1, clock.monotonicNanos(3 * SECOND - 1));
    assertEquals(4000, clock.wallMillis(3 * SECOND));
  }
}
