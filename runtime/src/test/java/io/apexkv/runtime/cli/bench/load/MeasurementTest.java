package io.apexkv.runtime.cli.bench.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class MeasurementTest {

  private static final long MILLI = 1_000_000;

  @Test
  void theLongestPauseIsTheLongestRunWithoutAnAnswer() {
    assertEquals(3, measured(1, 0, 0, 5, 0, 0, 0, 2, 0).longestPauseMillis());
    assertEquals(2, measured(1, 1, 0, 0).longestPauseMillis(), "also at the end");
    assertEquals(0, measured(1, 1).longestPauseMillis());
  }

  @Test
  void throughputOverTimeIsASecondsWorth() {
    assertArrayEquals(new double[] {2000, 500}, measured(2, 2, 1, 0).overTime(2));
    assertEquals(1250, measured(2, 2, 1, 0).perSecond());
  }

  @Test
  void aPauseOfAClosedLoopCountsForThoseItKeptBack() {
    Histogram latency = new Histogram(3);
    for (int i = 0; i < 900; i++) {
      latency.recordValue(MILLI);
    }
    latency.recordValue(1000 * MILLI);
    Measurement closed = of(Loads.of(1, 1, 1), 901, 1900 * MILLI, latency);
    assertTrue(closed.latency().getValueAtPercentile(99) < 2 * MILLI);
    double corrected = closed.corrected().getValueAtPercentile(99);
    assertTrue(corrected > 900 * MILLI, corrected + " ns: half of the time was one long wait");
  }

  @Test
  void anOpenLoopNeedsNoCorrection() {
    Histogram latency = new Histogram(3);
    latency.recordValue(1000 * MILLI);
    Measurement open = of(Loads.open(1, 1, 10, 1), 1, 1000 * MILLI, latency);
    assertSame(open.latency(), open.corrected());
  }

  private static Measurement measured(int... perMilli) {
    int operations = 0;
    for (int answers : perMilli) {
      operations += answers;
    }
    long nanos = perMilli.length * MILLI;
    return new Measurement(
        "test",
        Loads.of(1, 1, 1),
        operations,
        nanos,
        operations,
        0,
        null,
        new Histogram(3),
        perMilli,
        List.of());
  }

  private static Measurement of(Load load, long operations, long nanos, Histogram latency) {
    return new Measurement(
        "test", load, operations, nanos, operations, 0, null, latency, new int[1], List.of());
  }
}
