package io.apexkv.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.RunResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private static final long SECOND = 1_000_000_000L;

  private final StringWriter text = new StringWriter();
  private long nowNanos = 77;

  private Progress progress(boolean isTerminal, long seeds) {
    return new Progress(new PrintWriter(text), isTerminal, () -> nowNanos, seeds);
  }

  private void ended(Progress progress, int seconds, boolean passed) {
    nowNanos += seconds * SECOND;
    RunResult.Failure failure = passed ? null : new RunResult.Failure("durability", "lost", 1, 2);
    progress.ended(
        new RunResult(
            Planner.plan(5),
            failure,
            0,
            8_000_000,
            400 * SECOND,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            false,
            new TreeMap<>(),
            new TreeMap<>()));
  }

  @Test
  void aLogGetsALineEveryHalfMinuteAndNoneAtTheEnd() {
    Progress progress = progress(false, 5);
    ended(progress, 29, true);
    assertEquals("", text.toString());
    ended(progress, 11, false);
    assertEquals("2/5 seeds, 1 failed, 400k events/s, 20 simulated s/s, 40 s\n", text.toString());
    ended(progress, 29, true);
    assertEquals(1, text.toString().lines().count(), text.toString());
    ended(progress, 2, true);
    assertEquals(2, text.toString().lines().count(), text.toString());
    ended(progress, 60, true);
    progress.clear();
    assertEquals(2, text.toString().lines().count(), text.toString());
  }

  @Test
  void aTerminalHasABarThatIsGoneInTheEnd() {
    Progress progress = progress(true, 2);
    ended(progress, 1, true);
    assertTrue(
        text.toString().contains("[###############---------------] 1/2 seeds"), text::toString);
    progress.clear();
    assertTrue(text.toString().endsWith("\r\u001b[K"));
  }
}
