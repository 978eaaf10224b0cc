package io.apexkv.runtime.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Property(tries = 300)
  void anyScheduleReachesTheFloorsWithoutItsExtras(
      @ForAll long seed, @ForAll @IntRange(min = 10, max = 900) int seconds) {
    Floors floors = Floors.of(seconds, 100);
    int leaderKills = 0;
    int pauses = 0;
    for (Strike strike : Schedule.of(seed, seconds)) {
      if (strike.kind().isNeeded()) {
        leaderKills += strike.kind().leaderKills();
        pauses += strike.kind().pauses();
      }
    }
    assertTrue(leaderKills >= floors.leaderKills(), leaderKills + " of " + floors);
    assertTrue(pauses >= floors.pauses(), pauses + " of " + floors);
  }

  @Property(tries = 300)
  void strikesFollowEachOtherInTimeAndLeaveTheEndFree(
      @ForAll long seed, @ForAll @IntRange(min = 10, max = 900) int seconds) {
    long before = 0;
    for (Strike strike : Schedule.of(seed, seconds)) {
      assertTrue(strike.atMillis() > before, strike::toString);
      before = strike.atMillis();
      assertTrue(strike.atMillis() + Schedule.SLOT_MILLIS <= 1_000L * seconds, strike::toString);
      if (strike.kind().isPause()) {
        assertTrue(strike.holdMillis() >= Floors.LEAST_PAUSE_MILLIS, strike::toString);
      }
    }
  }

  @Test
  void aMinuteHasHalfAsMuchAgainAsItsFloors() {
    List<Strike> minute = Schedule.of(42, 60);
    int leaderKills = minute.stream().mapToInt(strike -> strike.kind().leaderKills()).sum();
    int pauses = minute.stream().mapToInt(strike -> strike.kind().pauses()).sum();
    assertTrue(leaderKills >= 18, "leader kills: " + leaderKills);
    assertTrue(pauses >= 5, "pauses: " + pauses);
  }

  @Test
  void everyKindComesInAMinute() {
    Set<StrikeKind> kinds = new HashSet<>();
    Schedule.of(7, 60).forEach(strike -> kinds.add(strike.kind()));
    assertEquals(Set.of(StrikeKind.values()), kinds);
  }

  @Test
  void theSeedDecides() {
    assertEquals(Schedule.of(1, 60), Schedule.of(1, 60));
    assertNotEquals(Schedule.of(1, 60), Schedule.of(2, 60));
  }
}
