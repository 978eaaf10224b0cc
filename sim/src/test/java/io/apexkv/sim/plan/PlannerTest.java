package io.apexkv.sim.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PlannerTest {

  private static final int SEEDS = 400;

  @Test
  void aSeedAlwaysExpandsToTheSamePlan() {
    assertEquals(Planner.plan(42), Planner.plan(42));
    assertEquals(Planner.plan(42).print(), Planner.plan(42).print());
    assertNotEquals(Planner.plan(42).print(), Planner.plan(43).print());
  }

  @Test
  void eachKindOfFaultIsOnInAboutHalfOfTheSeeds() {
    for (FaultKind kind : FaultKind.values()) {
      int on = 0;
      for (long seed = 0; seed < SEEDS; seed++) {
        on += Planner.plan(seed).enabled().contains(kind) ? 1 : 0;
      }
      int count = on;
      assertTrue(count > SEEDS / 3 && count < SEEDS * 2 / 3, () -> kind + " is on in " + count);
    }
  }

  @Test
  void faultsAreOfEnabledKindsInOrderOfTimeAndWithinTheSafetyPhase() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Plan plan = Planner.plan(seed);
      long last = 0;
      for (Fault fault : plan.faults()) {
        assertTrue(plan.enabled().contains(fault.kind()));
        assertTrue(fault.atNanos() >= last && fault.atNanos() < plan.safetyNanos());
        assertTrue((fault.nodes() & ~plan.cluster().everyNode()) == 0);
        last = fault.atNanos();
      }
    }
  }

  @Test
  void theCoreIsAQuorumAndSometimesNotEveryone() {
    int notEveryone = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Plan plan = Planner.plan(seed);
      int size = Integer.bitCount(plan.core());
      assertTrue(size >= plan.cluster().quorum() && size <= plan.cluster().nodes());
      notEveryone += size < plan.cluster().nodes() ? 1 : 0;
    }
    assertTrue(notEveryone > SEEDS / 4);
  }

  @Test
  void clustersOfOneThreeAndFiveNodesWithUpToEightGroupsComeUp() {
    TreeSet<Integer> nodes = new TreeSet<>();
    TreeSet<Integer> groups = new TreeSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      nodes.add(Planner.plan(seed).cluster().nodes());
      groups.add(Planner.plan(seed).cluster().groups());
    }
    assertEquals(new TreeSet<>(List.of(1, 3, 5)), nodes);
    assertEquals(new TreeSet<>(List.of(1, 2, 3, 4, 5, 6, 7, 8)), groups);
  }

  @Test
  void takingAKindOutLeavesAllOtherFaultsAsTheyWere() {
    for (long seed = 0; seed < SEEDS; seed++) {
      Plan plan = Planner.plan(seed);
      Plan without = plan.without(List.of(FaultKind.CRASH));
      List<Fault> others =
          plan.faults().stream().filter(fault -> fault.kind() != FaultKind.CRASH).toList();
      assertEquals(others, without.faults());
    }
  }

  @Test
  void aPlanIsPrintedWithEveryFault() {
    Plan plan = Planner.plan(7);
    String text = plan.print();
    for (Fault fault : plan.faults()) {
      assertTrue(text.contains(fault.toString()));
    }
    assertTrue(text.startsWith("seed: 7\n"));
  }
}
