package io.apexkv.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.campaign.Floors;
import io.apexkv.sim.campaign.Totals;
import io.apexkv.sim.marks.RarePath;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.RunResult;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The lines to paste do what was done. */
class ReportsTest {

  private static RunResult result(RunResult.@Nullable Failure failure, boolean undecided) {
    return new RunResult(
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
        undecided,
        new TreeMap<>(),
        new TreeMap<>());
  }

  private static String printed(Consumer<PrintWriter> print) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    print.accept(out);
    out.flush();
    return text.toString();
  }

  private static String failure(String plan, Set<String> off) {
    RunResult.Failure failure = new RunResult.Failure("durability", "lost", 1, 2);
    return printed(out -> Reports.printFailure(out, result(failure, false), plan, off));
  }

  @Test
  void aHistoryThatNobodyCanJudgeIsUnknownAndNotPassed() {
    RunResult undecided = result(null, true);
    String text = printed(out -> Reports.print(out, undecided, "--seed 5", Set.of()));
    assertTrue(text.endsWith("verdict: unknown\n"), text);
    assertEquals(1, SimCommand.exitCode(undecided));
    assertEquals(0, SimCommand.exitCode(result(null, false)));
  }

  @Test
  void aSeedThatNobodyCanJudgeFailsItsCampaign() {
    Totals totals = new Totals(List.of());
    totals.add(result(null, true));
    List<String> missing = Floors.missing(totals);
    assertTrue(missing.contains("linearizability is undecided for seeds [5]"), missing::toString);
    String text = printed(out -> Reports.print(out, totals, missing, 1));
    assertTrue(text.contains("EMPTY: linearizability is undecided for seeds [5]"), text);
    assertTrue(text.contains("verdict: FAILED"), text);
  }

  @Test
  void aMarkSaysFromHowManySeedsItIsAskedFor() {
    Totals totals = new Totals(List.of(RarePath.LEADER));
    totals.add(result(null, false));
    String text = printed(out -> Reports.print(out, totals, List.of(), 1));
    String row = "leader +1 +" + RarePath.LEADER.withinSeeds() + " +0 +0";
    assertTrue(text.contains("ENABLED IN  ASKED FROM  HIT IN"), text);
    assertTrue(text.lines().anyMatch(line -> line.matches(row)), text);
    assertTrue(text.contains("no mark is asked for in fewer than 100 seeds"), text);
    for (int seed = 2; seed <= 100; seed++) {
      totals.add(result(null, false));
    }
    text = printed(out -> Reports.print(out, totals, List.of(), 1));
    assertFalse(text.contains("no mark is asked for"), text);
  }

  @Test
  void aSeedIsReplayedWithTheChecksThatWereOff() {
    String text = failure("--seed 5", Set.of("linearizable"));
    assertTrue(text.contains("replay: ./apex sim --seed 5 --without-check linearizable\n"), text);
    assertTrue(text.contains("shrink: ./apex sim --seed 5 --without-check linearizable --shrink"));
  }
}
