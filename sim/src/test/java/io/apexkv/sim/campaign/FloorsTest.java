package io.apexkv.sim.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Trace;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.Run;
import io.apexkv.sim.run.RunResult;
import io.apexkv.sim.world.World;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FloorsTest {

  private static final Plan PLAN = Planner.plan(1);

  private long writes = 500;
  private long reads = 250;
  private long leaders = 10;
  private long ok = 90;
  private boolean undecided;
  private long injected = 1;
  private long marked = 1;

  /** What 200 equal seeds miss. */
  private List<String> missing(int seeds) {
    SortedMap<String, Long> faults = new TreeMap<>();
    for (FaultKind kind : PLAN.enabled()) {
      faults.put(kind.label(), injected);
    }
    SortedMap<String, Long> marks = new TreeMap<>();
    for (Trace event : Trace.values()) {
      marks.put(Run.label(event), marked);
    }
    for (String mark : World.MARKS) {
      marks.put(mark, marked);
    }
    RunResult result =
        new RunResult(
            PLAN, null, 1, 1, 1, writes, reads, 0, 0, leaders, 100, ok, undecided, faults, marks);
    Totals totals = new Totals();
    for (int i = 0; i < seeds; i++) {
      totals.add(result);
    }
    return Floors.missing(totals);
  }

  private void assertMissing(String what) {
    List<String> missing = missing(200);
    assertEquals(1, missing.size(), missing::toString);
    assertTrue(missing.getFirst().contains(what), missing::toString);
  }

  @Test
  void aFullCampaignMissesNothing() {
    assertEquals(List.of(), missing(200));
    assertEquals(List.of(), missing(10));
  }

  @Test
  void tooFewWritesReadsOrLeaderChangesAreMissed() {
    writes = 499;
    assertMissing("writes");
    writes = 500;
    reads = 249;
    assertMissing("reads");
    reads = 250;
    leaders = 4;
    assertMissing("leader changes");
  }

  @Test
  void twoThirdsOfTheLivenessPhaseMustBeOk() {
    ok = 66;
    assertMissing("liveness");
  }

  @Test
  void anUndecidedVerdictIsMissed() {
    undecided = true;
    assertMissing("undecided");
  }

  @Test
  void aFaultThatNeverStruckIsMissed() {
    injected = 0;
    assertEquals(PLAN.enabled().size(), missing(200).size());
  }

  @Test
  void aMarkThatWasNeverHitIsMissedInALargeCampaign() {
    marked = 0;
    assertEquals(Trace.values().length + World.MARKS.size(), missing(200).size());
    assertEquals(List.of(), missing(50));
  }
}
