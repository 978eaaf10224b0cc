package io.apexkv.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.run.Run;
import io.apexkv.sim.run.RunResult;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlanScenarioTest {

  private static Plan read(String text) {
    return ScenarioReader.read("test.scenario", text).plan();
  }

  @Test
  void everyPlanReadsBackAsItWasWritten() {
    for (long seed = 1; seed <= 300; seed++) {
      Plan plan = Planner.plan(seed);
      assertEquals(plan, read(ScenarioWriter.write("A seed.", plan)), "seed " + seed);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {3, 11})
  void aPlanThatWasReadRunsAsTheSeedDoes(long seed) {
    Plan plan = Planner.plan(seed);
    Plan again = read(ScenarioWriter.write("A seed.", plan));
    RunResult ofSeed = new Run(plan, KernelSubject.FACTORY, Set.of()).run();
    RunResult ofText = new Run(again, KernelSubject.FACTORY, Set.of()).run();
    assertEquals(ofSeed.traceHash(), ofText.traceHash());
  }

  @Test
  void anythingThatIsNotSetIsQuiet() {
    Plan quiet = read("# Nothing happens.\n");
    assertEquals(3, quiet.cluster().nodes());
    assertEquals(List.of(), quiet.faults());
    assertEquals(List.of(), quiet.enabled());
    assertEquals("# Nothing happens.\n\n", ScenarioWriter.write("Nothing happens.", quiet));
  }

  @Test
  void aQuietPlanPasses() {
    Plan quiet = read("# Nothing happens.\nsafety 1s\nliveness 1s\n");
    RunResult result = new Run(quiet, KernelSubject.FACTORY, Set.of()).run();
    assertEquals(null, result.failure());
    assertEquals(result.livenessOperations(), result.livenessOk());
  }

  @Test
  void onlyWhatDiffersFromTheQuietPlanIsWritten() {
    String text =
        """
        # Two stories
        #
        # in one.

        seed 7
        nodes 5
        groups 2
        partitions 2
        election 90ms
        peer-link 20us spread 1.5us tail 3000 doublings 6
        core 1,2,5

        fault crash on leader from 1.2s until 1.5s
        fault partition on 2,3 group 1 from 1.3s until 2s magnitude 4
        fault client-partition on leader from 2s until 2.1s clients 1,3
        fault power-loss on all from 2.5s until 2.5123456s
        fault connection-reset on 1 from 3s
        strike drop append from 1 to 2 group 1 term 3 first 12
        strike duplicate vote from 5 to 1 group 2 term 4 first 7 occurrence 2 by 1.5ms
        strike bit-flip heartbeat from 1 to 3 group 0 term 0 first -1 bit 77
        """;
    Scenario scenario = ScenarioReader.read("folder/some.scenario", text);
    assertEquals("some", scenario.name());
    assertEquals(List.of("Two stories", "", "in one."), scenario.story());
    assertEquals(text, ScenarioWriter.write("Two stories\n\nin one.", scenario.plan()));
  }
}
