package io.apexkv.sim.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.event.EndlessRun;
import io.apexkv.sim.marks.RarePath;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunTest {

  /** A short plan: the seed's cluster, and a few seconds. */
  private static Plan shortPlan(long seed) {
    Plan plan = Planner.plan(seed);
    List<Fault> early =
        plan.faults().stream().filter(fault -> fault.untilNanos() < 2_000_000_000L).toList();
    return new Plan(
        seed,
        plan.cluster(),
        plan.shapes(),
        plan.workload(),
        plan.enabled(),
        early,
        2_000_000_000L,
        plan.livenessNanos(),
        plan.core(),
        plan.outsiders());
  }

  private static RunResult run(Plan plan) {
    return new Run(plan, KernelSubject.FACTORY, Set.of()).run();
  }

  @Test
  void theSameSeedGivesTheSameRunAndAnotherSeedAnother() {
    RunResult one = run(shortPlan(3));
    RunResult two = run(shortPlan(3));
    assertNull(one.failure());
    assertEquals(one, two);
    assertNotEquals(one.traceHash(), run(shortPlan(4)).traceHash());
  }

  @Test
  void aClusterWithoutFaultsServesEveryone() {
    Plan plan = shortPlan(9).without(List.of(FaultKind.values()));
    RunResult result = run(plan);
    assertNull(result.failure());
    assertTrue(result.acknowledgedWrites() > 100);
    assertTrue(result.acknowledgedReads() > 50);
    assertEquals(0, result.unknown());
    assertEquals(result.livenessOperations(), result.livenessOk());
    assertEquals(plan.cluster().groups(), result.leaderTerms(), "nobody had a reason to campaign");
  }

  /**
   * Seed 2097: two clients without sessions, who never ask a server to forward, and eight groups
   * that four nodes lead. Two requests of three were sent on, each to whoever led truly, and the
   * check of the liveness phase took that for a lack of service.
   */
  @Test
  void clientsThatAreSentToTheLeaderAreServed() {
    RunResult result = run(Planner.plan(2097));
    assertNull(result.failure());
    assertTrue(result.livenessOk() > 100 && 2 * result.livenessOk() > result.livenessOperations());
  }

  @Test
  void aRunThatFailsTellsWhatWhereAndWhen() {
    RunResult result = new Run(shortPlan(3), Sabotage.FORGETFUL_DISK, Set.of()).run();
    RunResult.Failure failure = result.failure();
    assertTrue(failure != null && failure.check().equals("durability"), () -> failure + "");
    assertTrue(failure != null && failure.event() > 0 && failure.message().contains("durable"));
  }

  @Test
  void aRunThatWouldNotEndFailsByItsOwnCheck() {
    Run run = new Run(shortPlan(3), KernelSubject.FACTORY, Set.of());
    run.boundEvents(5000);
    RunResult result = run.run();
    RunResult.Failure failure = result.failure();
    assertTrue(failure != null && failure.check().equals(EndlessRun.CHECK), () -> failure + "");
    assertEquals(5001, result.events());
  }

  @Test
  void aHistoryThatTheCheckerGivesUpOnIsUndecidedAndNoFailure() {
    Run run = new Run(shortPlan(3), KernelSubject.FACTORY, Set.of());
    run.boundSteps(10);
    RunResult result = run.run();
    assertNull(result.failure());
    assertTrue(result.undecided());
    assertFalse(run(shortPlan(3)).undecided());
  }

  @Test
  void aCheckThatIsSwitchedOffDoesNotJudge() {
    RunResult result = new Run(shortPlan(3), Sabotage.FORGETFUL_DISK, Set.of("durability")).run();
    RunResult.Failure failure = result.failure();
    assertTrue(failure == null || !failure.check().equals("durability"), () -> failure + "");
  }

  @Test
  void deposedLeadersMakeLogsGrowApart() {
    Plan plan = shortPlan(3);
    long milli = 1_000_000L;
    int everyClient = (1 << plan.workload().clients()) - 1;
    Fault depose =
        new Fault(FaultKind.DEPOSE, 500 * milli, 1_990 * milli, 0, 1, everyClient, 50_000);
    RunResult result = run(plan.withFaults(List.of(depose)));
    assertNull(result.failure());
    assertTrue(plan.cluster().nodes() > 1 && result.leaderTerms() > plan.cluster().groups() + 1);
    assertTrue(result.marks().containsKey(RarePath.TRUNCATED.label()));
    assertTrue(result.marks().containsKey(RarePath.QUORUM_LOST.label()));
  }
}
