package io.apexkv.kernel.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class HistogramTest {

  @Test
  void aPercentileIsAtMostOneThirtySecondAboveTheTruth() {
    Histogram histogram = new Histogram();
    for (int micros = 1; micros <= 100_000; micros++) {
      histogram.record(micros * 1000L);
    }
    for (int perMille : new int[] {1, 10, 500, 900, 990, 999, 1000}) {
      long truth = perMille * 100L;
      long answer = histogram.percentileMicros(perMille);
      assertTrue(answer >= truth, perMille + ": " + answer);
      assertTrue(answer <= truth + truth / 32 + 1, perMille + ": " + answer);
    }
    assertEquals(100_000, histogram.total());
  }

  @Test
  void withoutRecordsEveryPercentileIsZero() {
    assertEquals(0, new Histogram().percentileMicros(990));
  }

  @Test
  void timesBeyondTheScaleCountAsItsEnd() {
    Histogram histogram = new Histogram();
    histogram.record(Long.MAX_VALUE);
    histogram.record(-5);
    assertEquals(0, histogram.percentileMicros(500));
    assertTrue(histogram.percentileMicros(1000) > 3_600_000_000L);
  }
}
