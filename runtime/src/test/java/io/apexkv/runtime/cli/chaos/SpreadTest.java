package io.apexkv.runtime.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void aPercentileIsOneOfTheNumbersByNearestRank() {
    assertEquals(
        new Spread(200, 1, 100, 198, 200), Spread.of(LongStream.rangeClosed(1, 200).toArray()));
    assertEquals(new Spread(3, 10, 20, 90, 90), Spread.of(new long[] {90, 10, 20}));
    assertEquals(new Spread(1, 7, 7, 7, 7), Spread.of(new long[] {7}));
  }
}
