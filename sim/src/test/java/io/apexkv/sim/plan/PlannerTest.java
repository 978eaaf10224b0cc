package io.apexkv.sim.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Config;
import io.apexkv.sim.event.DelayShape;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
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

  private static <T> TreeSet<String> drawn(Function<Plan, T> what) {
    TreeSet<String> drawn = new TreeSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      drawn.add(String.valueOf(what.apply(Planner.plan(seed))));
    }
    return drawn;
  }

  @Test
  void everyShapeIsDrawnBySomeSeeds() {
    assertEquals(
        DelayShape.values().length, drawn(plan -> plan.shapes().peerLink().shape()).size());
    assertEquals(
        DelayShape.values().length, drawn(plan -> plan.shapes().clientLink().shape()).size());
    assertEquals(DelayShape.values().length, drawn(plan -> plan.shapes().disk().shape()).size());
    assertEquals(LossShape.values().length, drawn(plan -> plan.shapes().loss()).size());
    assertEquals(BatchShape.values().length, drawn(plan -> plan.shapes().batches()).size());
    assertEquals(KeyShape.values().length, drawn(plan -> plan.workload().keyShape()).size());
    assertEquals(Arrival.values().length, drawn(plan -> plan.workload().arrival()).size());
    assertEquals(ValueShape.values().length, drawn(plan -> plan.workload().valueShape()).size());
    assertEquals(2, drawn(plan -> plan.shapes().farPerMillion() > 0).size());
  }

  @Test
  void someSeedsHaveNoPlainClientsNoSessionsNoForwardsNoSwapsOrRoomyLimits() {
    assertEquals(2, drawn(plan -> plan.workload().rawClients() > 0).size());
    assertEquals(2, drawn(plan -> plan.workload().sessionClients() > 0).size());
    assertEquals(3, drawn(plan -> plan.workload().forwardPerMillion()).size());
    assertEquals(2, drawn(plan -> swapPercent(plan.workload()) > 0).size());
    assertEquals(2, drawn(plan -> plan.cluster().limits().pendingBytes() == 1 << 20).size());
  }

  private static int swapPercent(Workload workload) {
    int swaps = 100 - workload.getPercent() - workload.putPercent() - workload.delPercent();
    assertTrue(swaps >= 0, () -> "a hundred of a hundred: " + workload);
    return swaps;
  }

  @Test
  void halfOfThePartitionsDivideClientsToo() {
    int partitions = 0;
    int divided = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Plan plan = Planner.plan(seed);
      for (Fault fault : plan.faults()) {
        if (fault.kind() == FaultKind.PARTITION) {
          partitions++;
          divided += fault.clients() == 0 ? 0 : 1;
        }
        assertTrue(fault.clients() < 1 << plan.workload().clients());
      }
    }
    assertTrue(divided > partitions / 3 && divided < partitions * 2 / 3);
  }

  @Test
  void aThirdOfTheSeedsHasItsFaultsOneAfterAnother() {
    int inTurn = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Plan plan = Planner.plan(seed);
      long recoveryNanos = 2 * plan.cluster().timing().electionTimeoutNanos();
      long quietFromNanos = 0;
      boolean apart = true;
      for (Fault fault : plan.faults()) {
        if (!fault.kind().isWeather()) {
          apart &= fault.atNanos() >= quietFromNanos;
          quietFromNanos = Math.max(quietFromNanos, fault.untilNanos() + recoveryNanos);
        }
      }
      inTurn += apart ? 1 : 0;
    }
    int count = inTurn;
    assertTrue(count > SEEDS / 4 && count < SEEDS / 2, () -> "in turn in " + count);
  }

  @Test
  void manySeedsHaveFewKindsAndSomeHaveMost() {
    int few = 0;
    int most = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      int on = Planner.plan(seed).enabled().size();
      few += on < FaultKind.values().length / 3 ? 1 : 0;
      most += on > FaultKind.values().length * 2 / 3 ? 1 : 0;
    }
    assertTrue(few > SEEDS / 4 && most > SEEDS / 10, few + " and " + most);
  }

  @Test
  void inHalfOfTheSeedsSomeClientsOnlyRead() {
    int reading = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Plan plan = Planner.plan(seed);
      int readers = plan.workload().readers();
      reading += readers > 0 ? 1 : 0;
      assertTrue(readers < plan.workload().clients(), "somebody writes");
    }
    assertTrue(reading > SEEDS / 4 && reading < SEEDS * 2 / 3, "readers: " + reading);
  }

  @Test
  void somePausedMachinesAreCutOffMeanwhile() {
    int pauses = 0;
    int moved = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      for (Fault fault : Planner.plan(seed).faults()) {
        if (fault.kind() == FaultKind.PAUSE) {
          pauses++;
          moved += fault.clients() == 0 ? 0 : 1;
        }
      }
    }
    assertTrue(moved > pauses / 10 && moved < pauses / 2, moved + " of " + pauses);
  }

  @Test
  void fewSeedsFillTheirMemory() {
    int few = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Plan plan = Planner.plan(seed);
      Cluster cluster = plan.cluster();
      int least =
          Config.minimumChunks(
              cluster.groups(), cluster.nodes(), cluster.limits(), cluster.chunkBytes());
      assertTrue(cluster.memoryChunks() >= least, "seed " + seed);
      if (cluster.hasFewChunks()) {
        few++;
        Workload workload = plan.workload();
        assertTrue(workload.keys() * workload.valueBytes() > 3 * cluster.chunkBytes());
      }
    }
    int count = few;
    assertTrue(count > SEEDS / 30 && count < SEEDS / 10, () -> "few chunks in " + count);
  }

  @Test
  void crashesAreLikelierAtTheirWorstMoments() {
    TreeSet<String> moments = new TreeSet<>();
    int crashes = 0;
    int whileWriting = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      for (Fault fault : Planner.plan(seed).faults()) {
        if (fault.kind() == FaultKind.CRASH) {
          Moment moment = Moment.of(fault.magnitude());
          moments.add(moment.name());
          crashes++;
          whileWriting += moment == Moment.WRITING || moment == Moment.UNCOMMITTED ? 1 : 0;
        }
      }
    }
    assertEquals(Moment.values().length, moments.size());
    assertTrue(whileWriting > crashes / 3);
  }
}
