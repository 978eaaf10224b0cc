package io.apexkv.sim.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.scenario.ScenarioReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the nodes outside the core for good is shown and told like any fault. */
class OutsidersTest {

  private static final String QUIET =
      """
      # A node is lost when the safety phase ends.
      seed 18
      groups 3
      partitions 3
      safety 200ms
      """;

  private static List<Object> faults(String scenario) {
    Plan plan = Objects.requireNonNull(ScenarioReader.read("file", scenario).plan());
    RecordedRun run = RecordedRun.of(plan, KernelSubject.FACTORY, Set.of());
    return Json.list(Killed.data(run.page(new Origin("", "", ""))).get("faults"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dead|2,3|1|dead for good|node 1 is dead for good",
        "isolated|2,3|1|isolated for good|node 1 is isolated for good: nobody reaches it, and it"
            + " reaches nobody but client %d, which reads every key at the end",
        "deaf|1,3|2|deaf for good|node 2 is deaf for good: it can send, but hears nobody but client"
            + " %d, which reads every key at the end",
        "mute|1,2|4|mute for good|node 3 is mute for good: it can hear, but reaches nobody but"
            + " client %d, which reads every key at the end",
      })
  void fromTheEndOfTheSafetyPhaseTheyHaveABarInTheFaultLane(
      String how, String core, long nodes, String kind, String words) {
    String scenario = QUIET + "liveness 0s\noutsiders " + how + "\ncore " + core + "\n";
    Plan plan = ScenarioReader.read("file", scenario).plan();
    List<Object> faults = faults(scenario);
    assertEquals(1, faults.size(), faults::toString);
    List<Object> bar = Json.list(faults.getFirst());
    assertEquals(200_000L, bar.get(0));
    assertTrue((Long) bar.get(1) > 200_000L, bar::toString);
    int reader = plan.workload().clients() + 1;
    assertEquals(List.of(kind, nodes, 0L, words.formatted(reader)), bar.subList(2, 6));
  }

  @Test
  void whereEverybodyIsInTheCoreNothingIsDrawn() {
    assertEquals(List.of(), faults(QUIET + "liveness 0s\noutsiders isolated\ncore 1,2,3\n"));
  }

  private static String story(String liveness) {
    String scenario = QUIET + "liveness " + liveness + "\noutsiders isolated\ncore 2,3\n";
    Map<String, Object> data = Killed.data(Killed.byStaleReads(scenario));
    StringBuilder story = new StringBuilder();
    for (Object row : Json.list(data.get("story"))) {
      story.append(Json.list(row).get(0)).append(' ').append(Json.list(row).get(4)).append('\n');
    }
    return story.toString();
  }

  @Test
  void theStoryTellsItWhereItHappensIfItSpansThat() {
    String story = story("0s");
    assertTrue(
        story.contains(
            "\n200000 faults end; nodes 2 and 3 must now serve, and node 1 is isolated for good: "),
        story);
    assertFalse(story.contains("(still on)"), story);
  }

  @Test
  void theStoryTellsThatItIsStillOnIfItBeganBefore() {
    String story = story("2s");
    assertTrue(story.startsWith("200000 node 1 is isolated for good: "), story);
    assertTrue(story.lines().findFirst().orElse("").endsWith(" (still on)"), story);
  }
}
