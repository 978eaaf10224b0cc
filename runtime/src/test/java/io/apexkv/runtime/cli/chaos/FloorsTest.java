package io.apexkv.runtime.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FloorsTest {

  @Test
  void aMinuteAsksForTwelveLeaderKillsFourPausesAndTwentyThousandOperations() {
    assertEquals(new Floors(12, 4, 20_000, 100), Floors.of(60, 100));
  }

  @Test
  void theyGrowWithTheTimeAndAreNeverNothing() {
    assertEquals(new Floors(120, 40, 200_000, 250), Floors.of(600, 250));
    assertEquals(new Floors(3, 1, 5_000, 100), Floors.of(15, 100));
    assertEquals(new Floors(2, 1, 3_333, 100), Floors.of(10, 100));
  }

  @Test
  void whatIsExactlyReachedIsNotMissed() {
    assertEquals(List.of(), Floors.of(60, 100).missed(new Tally(12, 4, 0, 20_000, 0, 0, 0, 100)));
  }

  @Test
  void eachMissIsASentence() {
    assertEquals(
        List.of(
            "11 leaders were killed, the floor is 12",
            "3 pauses beyond the election timeout were made, the floor is 4",
            "19,999 operations were acknowledged, the floor is 20,000",
            "99 keys were read at the end, the floor is 100"),
        Floors.of(60, 100).missed(new Tally(11, 3, 0, 19_999, 0, 0, 0, 99)));
  }
}
