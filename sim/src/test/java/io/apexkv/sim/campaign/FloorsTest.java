package io.apexkv.sim.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.marks.Mark;
import io.apexkv.sim.marks.RarePath;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.RunResult;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
  private List<? extends Mark> counted = List.of(RarePath.values());

  /** A path that nobody can go. */
  private record Closed(boolean isEnabled) implements Mark {
    @Override
    public String label() {
      return "closed";
    }

    @Override
    public String story() {
      return "nobody comes here";
    }

    @Override
    public boolean isEnabledBy(Plan plan) {
      return isEnabled;
    }

    @Override
    public int withinSeeds() {
      return 150;
    }
  }

  /** What 200 equal seeds miss. */
  private List<String> missing(int seeds) {
    SortedMap<String, Long> faults = new TreeMap<>();
    for (FaultKind kind : PLAN.enabled()) {
      faults.put(kind.label(), injected);
    }
    SortedMap<String, Long> marks = new TreeMap<>();
    for (RarePath path : RarePath.values()) {
      marks.put(path.label(), marked);
    }
    RunResult result =
        new RunResult(
            PLAN, null, 1, 1, 1, writes, reads, 0, 0, leaders, 100, ok, undecided, faults, marks);
    Totals totals = new Totals(counted);
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
  void everyEnabledMarkThatWasNeverHitIsMissedInALargeCampaign() {
    marked = 0;
    long enabled =
        Arrays.stream(RarePath.values())
            .filter(path -> path.isEnabledBy(PLAN) && path.withinSeeds() <= 200)
            .count();
    assertTrue(enabled > 20);
    assertEquals(enabled, missing(200).size());
    assertEquals(List.of(), missing(50));
  }

  @Test
  void aMarkThatCannotBeHitFailsTheCampaignThatEnablesItOftenEnough() {
    counted = List.of(new Closed(true));
    assertMissing("mark 'closed' was never hit, though 200 seeds enable it: nobody comes here");
    assertEquals(List.of(), missing(120));
  }

  @Test
  void aMarkThatNoSeedEnablesIsNotAskedFor() {
    counted = List.of(new Closed(false));
    assertEquals(List.of(), missing(200));
  }

  @Test
  void talliesSayHowManySeedsEnabledAndHitAMarkTheRarestFirst() {
    Totals totals = new Totals(List.of(RarePath.LEADER, new Closed(true)));
    SortedMap<String, Long> marks = new TreeMap<>(Map.of(RarePath.LEADER.label(), 7L));
    RunResult result =
        new RunResult(PLAN, null, 1, 1, 1, 1, 1, 0, 0, 1, 1, 1, false, new TreeMap<>(), marks);
    totals.add(result);
    totals.add(result);
    assertEquals(
        List.of(new MarkTally(new Closed(true), 2, 0, 0), new MarkTally(RarePath.LEADER, 2, 2, 14)),
        totals.marks());
  }
}
