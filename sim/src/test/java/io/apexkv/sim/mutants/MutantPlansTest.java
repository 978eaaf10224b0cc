package io.apexkv.sim.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.scenario.ScenarioReader;
import io.apexkv.sim.scenario.ScenarioWriter;
import io.apexkv.sim.shrink.Shrinker;
import io.apexkv.sim.shrink.Shrinker.Shrunk;
import io.apexkv.sim.shrink.Trials;
import org.junit.jupiter.api.Test;

class MutantPlansTest {

  private static final Mutant ACK_BEFORE_SYNC = Mutants.find("10").orElseThrow();
  private static final long KILLING_SEED = 1;

  @Test
  void aKillIsShrunkToAScenarioThatKillsByTheSameCheckAndPassesWithoutTheBug() {
    Trials.Goal goal = MutantPlans.goal(ACK_BEFORE_SYNC, new MutantCompiler(Sources.packaged()));
    Trials.Bounds bounds = new Trials.Bounds(40, Long.MAX_VALUE);
    Shrunk shrunk =
        Shrinker.shrink(
            new Trials(
                goal, bounds, () -> 0, (pass, runs, lines) -> {}, Planner.plan(KILLING_SEED)));
    assertTrue(shrunk.linesAfter() < 10, shrunk.after()::print);

    String text = ScenarioWriter.write("A kill.", shrunk.after());
    assertEquals(shrunk.after(), ScenarioReader.read("kill", text).plan());
    assertEquals("durability", goal.broken().run(text, goal.checksOff()).failedCheck());
    assertEquals("", goal.healthy().orElseThrow().run(text, goal.checksOff()).failedCheck());
  }
}
