package io.apexkv.sim.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Strike;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.run.Run;
import io.apexkv.sim.run.RunResult;
import io.apexkv.sim.scenario.ScenarioReader;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnPlanRunnerTest {

  private static final String NOISY =
      """
      # Every noise there is, and a leader that crashes.
      safety 2s
      liveness 500ms
      fault drop on all from 200ms until 1.8s magnitude 20000
      fault duplicate on 1,2 from 200ms until 1.8s magnitude 20000
      fault reorder on all from 200ms until 1.8s magnitude 20000
      fault bit-flip on 3 from 200ms until 1.8s magnitude 20000
      fault crash on leader from 1s until 1.2s
      """;

  private static Plan read(String text) {
    return ScenarioReader.read("test", text).plan();
  }

  private static RunResult run(Plan plan) {
    return new Run(plan, KernelSubject.FACTORY, Set.of()).run();
  }

  @Test
  void luckSaidAloudIsTheSameRunToTheLastByteAndAStrikeLessIsAnother() {
    Plan aloud = read(new OwnPlanRunner().sayAloud(NOISY, Set.of()));
    assertEquals(List.of(FaultKind.CRASH), aloud.faults().stream().map(Fault::kind).toList());
    assertFalse(aloud.faults().getFirst().strikesLeader());
    for (FaultKind kind :
        List.of(FaultKind.DROP, FaultKind.DUPLICATE, FaultKind.REORDER, FaultKind.BIT_FLIP)) {
      assertTrue(aloud.strikes().stream().anyMatch(strike -> strike.kind() == kind), kind.label());
    }
    long byLuck = run(read(NOISY)).traceHash();
    assertEquals(byLuck, run(aloud).traceHash());
    List<Strike> fewer = aloud.strikes().subList(1, aloud.strikes().size());
    assertNotEquals(byLuck, run(aloud.withStrikes(fewer)).traceHash());
  }

  @Test
  void aDelayOfServersFramesIsSaidAloudToo() {
    String slow =
        """
        # Slow.
        safety 1s
        fault delay on all from 200ms until 900ms magnitude 50000
        """;
    Plan aloud = read(new OwnPlanRunner().sayAloud(slow, Set.of()));
    assertEquals(List.of(), aloud.faults());
    assertTrue(aloud.strikes().stream().allMatch(strike -> strike.kind() == FaultKind.DELAY));
    assertTrue(aloud.strikes().stream().anyMatch(strike -> strike.amount() > 0));
  }

  @Test
  void whatComesOutIsTold() {
    Attempt attempt = new OwnPlanRunner().run("# Quiet.\nsafety 500ms\nliveness 0s\n", Set.of());
    assertEquals("", attempt.failedCheck());
    assertTrue(attempt.events() > 0 && attempt.timeNanos() >= 500_000_000L, attempt::toString);
  }
}
