package io.apexkv.sim.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import io.apexkv.sim.mutants.Mutant;
import io.apexkv.sim.mutants.MutantCompiler;
import io.apexkv.sim.mutants.MutantPlans;
import io.apexkv.sim.mutants.MutantRecording;
import io.apexkv.sim.mutants.Mutants;
import io.apexkv.sim.mutants.SeedRecorder.Recorded;
import io.apexkv.sim.mutants.Sources;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.scenario.ScenarioWriter;
import io.apexkv.sim.shrink.Trials;
import java.util.Map;
import java.util.Set;

/** Runs that failed for a reason that is known. */
final class Killed {

  private static final int MOST_SEEDS = 200;

  private static final String DEPOSED_LEADER = "deposed-leader-reads";

  /**
   * A leader is cut off with two clients of five, and the others write to the next leader: with any
   * luck, the first ones read what was overwritten, if a deposed leader answers.
   */
  private static final String STALE_READS =
      """
      # A leader is cut off with two of five clients, and goes on answering their reads.
      safety 8s
      liveness 0s
      session-clients 4
      window 1
      keys 2
      think 20ms
      gets 80
      puts 20
      dels 0

      fault partition on leader from 1s until 8s clients 1,2
      """;

  private Killed() {}

  /** The page's data of the mutant that serves stale reads, made to do so. */
  static String byStaleReads() {
    return byStaleReads(STALE_READS);
  }

  /** The same of another scenario. */
  static String byStaleReads(String scenario) {
    Mutant mutant = Mutants.find(DEPOSED_LEADER).orElseThrow();
    String file = "stale-reads.scenario";
    String replay = "./apex scenario " + file + " --mutant " + DEPOSED_LEADER;
    MutantCompiler compiler = new MutantCompiler(Sources.packaged());
    Recorded run = MutantRecording.ofScenario(mutant, compiler, file, scenario, Set.of(), replay);
    assertEquals("linearizable", run.failedCheck(), run.message());
    return run.pageData();
  }

  /** The page's data of the first seed whose failure has, as its check, the mutant's own. */
  static String by(String mutantName) {
    Mutant mutant = Mutants.find(mutantName).orElseThrow();
    MutantCompiler compiler = new MutantCompiler(Sources.packaged());
    Trials.Goal goal = MutantPlans.goal(mutant, compiler);
    for (long seed = 1; seed <= MOST_SEEDS; seed++) {
      String plan = ScenarioWriter.write("A seed.", Planner.plan(seed));
      if (goal.broken().run(plan, goal.checksOff()).failedCheck().equals(goal.check())) {
        String replay = "./apex sim --seed " + seed + " --mutant " + mutantName;
        return MutantRecording.ofSeed(mutant, compiler, seed, Set.of(), replay).pageData();
      }
    }
    return fail(mutant + " survives " + MOST_SEEDS + " seeds");
  }

  static Map<String, Object> data(String pageData) {
    return Json.object(Json.read(pageData));
  }
}
