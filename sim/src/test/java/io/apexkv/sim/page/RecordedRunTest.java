package io.apexkv.sim.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.campaign.Campaign;
import io.apexkv.sim.page.Recorder.State;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.KernelSubject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RecordedRunTest {

  private static final long SEED = 5;

  private static RecordedRun run;
  private static Map<String, Object> data;

  @BeforeAll
  static void record() {
    run = RecordedRun.of(Planner.plan(SEED), KernelSubject.FACTORY, Set.of());
    data = Json.object(Json.read(run.page(new Origin("Seed 5", "./apex sim --seed 5", ""))));
  }

  private static List<Object> rows(String name) {
    return Json.list(data.get(name));
  }

  private static long cell(Object row, int column) {
    return (Long) Json.list(row).get(column);
  }

  @Test
  void watchingARunChangesNothingInIt() {
    assertEquals(Campaign.run(SEED, Set.of()), run.result());
  }

  @Test
  void thePageSaysWhatTheRunSays() {
    assertEquals("passed", data.get("verdict"));
    assertEquals(run.result().events(), data.get("events"));
    assertEquals((long) run.result().plan().cluster().nodes(), data.get("nodes"));
    assertEquals(run.result().plan().print(), data.get("plan"));
    assertEquals(List.of(), rows("story"), "a run that passed has no story");
  }

  @Test
  void everyOperationHasItsIntervalAndAnAnswerItsNode() {
    assertEquals(run.history().size(), rows("operations").size());
    long nodes = Json.number(data, "nodes");
    for (Object row : rows("operations")) {
      boolean ok = cell(row, 3) == 0;
      long node = cell(row, 6);
      assertTrue(!ok || cell(row, 5) >= cell(row, 4), () -> "ended before it began: " + row);
      assertTrue(!ok || (node >= 1 && node <= nodes), () -> "answered by nobody: " + row);
    }
  }

  @Test
  void everyFaultOfThePlanThatStruckIsThere() {
    TreeSet<String> recorded = new TreeSet<>();
    rows("faults").forEach(row -> recorded.add(Json.list(row).get(2).toString()));
    assertFalse(recorded.isEmpty());
    run.result()
        .injected()
        .forEach(
            (kind, times) ->
                assertTrue(times == 0 || recorded.contains(kind), () -> kind + ": " + times));
  }

  @Test
  void everyGroupHasALeaderAndItsCommitsOnlyGrowWithinALife() {
    TreeSet<Long> led = new TreeSet<>();
    for (Object row : rows("states")) {
      if (cell(row, 3) == State.LEADER.ordinal()) {
        led.add(cell(row, 2));
      }
    }
    assertEquals(Json.number(data, "groups"), led.size());
    long committed = 0;
    for (Object row : rows("commits")) {
      committed = Math.max(committed, cell(row, 3));
    }
    assertTrue(committed > 0);
  }

  @Test
  void framesAreThoseThatTheNetworkDeliveredAndLost() {
    FrameLog frames = run.recorder().frames;
    long arrived = 0;
    long lost = 0;
    for (int i = 0; i < frames.size(); i++) {
      assertTrue(frames.at(i, FrameLog.ENDED) >= frames.at(i, FrameLog.SENT));
      arrived += frames.at(i, FrameLog.FATE) == 0 ? 1 : 0;
      lost += frames.at(i, FrameLog.FATE) == 0 ? 0 : 1;
    }
    assertTrue(arrived > 1000, "arrived: " + arrived);
    assertTrue(lost > 0, "lost: " + lost);
    assertTrue(rows("frames").size() <= 20_000);
    assertEquals((long) frames.size(), data.get("framesInAll"));
  }
}
