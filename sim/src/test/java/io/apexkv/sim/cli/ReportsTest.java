package io.apexkv.sim.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.RunResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The lines to paste do what was done. */
class ReportsTest {

  private static String failure(String plan, Set<String> off) {
    RunResult.Failure failure = new RunResult.Failure("durability", "lost", 1, 2);
    RunResult result =
        new RunResult(
            Planner.plan(5),
            failure,
            0,
            1,
            2,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            false,
            new TreeMap<>(),
            new TreeMap<>());
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    Reports.printFailure(out, result, plan, off);
    out.flush();
    return text.toString();
  }

  @Test
  void aSeedIsReplayedWithTheChecksThatWereOff() {
    String text = failure("--seed 5", Set.of("linearizable"));
    assertTrue(text.contains("replay: ./apex sim --seed 5 --without-check linearizable\n"), text);
    assertTrue(text.contains("shrink: ./apex sim --seed 5 --without-check linearizable --shrink"));
  }

  @Test
  void aScenarioIsReplayedAsSuchAndNotShrunkAgain() {
    String text = failure("--scenario some.scenario", Set.of());
    assertTrue(text.contains("replay: ./apex sim --scenario some.scenario\n"), text);
    assertFalse(text.contains("--shrink"), text);
  }
}
