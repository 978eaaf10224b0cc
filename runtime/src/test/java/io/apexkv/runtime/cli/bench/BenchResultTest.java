package io.apexkv.runtime.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.bench.load.Loads;
import io.apexkv.runtime.cli.bench.load.Measurement;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class BenchResultTest {

  private static final Measurement GOOD = measured(100, 0);

  @Test
  void aLoadWithoutFloorsIsCleanIfEveryRequestWasAnsweredWell() {
    assertTrue(result(GOOD, null).isClean());
    assertFalse(result(measured(100, 1), null).isClean());
    assertFalse(result(measured(0, 0), null).isClean());
  }

  @Test
  void anEchoThatFailedIsNoFloor() {
    assertTrue(result(GOOD, measured(400, 0)).isClean());
    assertFalse(result(GOOD, measured(400, 1)).isClean());
    assertFalse(result(GOOD, measured(0, 0)).isClean());
    assertFalse(result(measured(100, 1), measured(400, 0)).isClean());
  }

  @Test
  void thereIsNoShareOfAnEchoThatAnsweredNothing() {
    assertEquals(0.25, result(GOOD, measured(400, 0)).ofEcho());
    assertEquals(0, result(GOOD, measured(0, 1)).ofEcho());
    assertTrue(table(measured(400, 0)).contains("25 %"));
    assertFalse(table(measured(0, 1)).contains("%"));
  }

  /** Floors go as fast as they can, and a load with a rate does not. */
  @Test
  void aLoadWithARateHasNoShareOfItsFloors() {
    assertEquals(0, result(dueAt(100), measured(400, 0)).ofEcho());
    assertEquals(0.25, result(dueAt(0), measured(400, 0)).ofEcho());
  }

  @Test
  void whoServesLessThanTheRateIsTold() {
    assertNull(dueAt(105).trouble());
    assertEquals(
        "only 100 of the 106 requests a second that were due were answered; those that were never"
            + " sent are in no percentile",
        dueAt(106).trouble());
  }

  /** A hundred answers in a second. */
  private static Measurement dueAt(int rate) {
    Load load = new Load(8, 32, 100, 32, 0, 0, false, rate, 1, 0, 1_000_000_000L);
    return new Measurement(
        "put", load, 100, 1_000_000_000L, 100, 0, null, new Histogram(3), new int[0], List.of());
  }

  private static String table(Measurement echo) {
    return String.join("\n", ReportTables.floors(List.of(result(GOOD, echo))).lines(false));
  }

  private static BenchResult result(Measurement measured, @Nullable Measurement echo) {
    return new BenchResult("apexkv", measured, echo == null ? null : new Floors(echo, null));
  }

  private static Measurement measured(long operations, long errors) {
    return new Measurement(
        "put-32",
        Loads.of(8, 32, 100),
        operations,
        1_000_000_000L,
        operations,
        errors,
        errors == 0 ? null : "no answer for too long",
        new Histogram(3),
        new int[0],
        List.of());
  }
}
