package io.apexkv.sim.shrink;

import static io.apexkv.sim.shrink.ToyRunner.has;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.shrink.Shrinker.Shrunk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Trials.Bounds MANY = new Trials.Bounds(10_000, Long.MAX_VALUE);

  /** A seed's plan for five nodes, with a fault of each kind that tests ask for. */
  private static final Plan PLAN = plan();

  private static Plan plan() {
    long seed = 1;
    while (Planner.plan(seed).cluster().nodes() != 5) {
      seed++;
    }
    Plan plan = Planner.plan(seed);
    List<Fault> faults = new ArrayList<>(plan.without(List.of(FaultKind.DROP)).faults());
    faults.add(new Fault(FaultKind.CRASH, SECOND, SECOND + 123_456_789, 0, 1, 0, 0));
    faults.add(new Fault(FaultKind.PARTITION, SECOND, 2 * SECOND, 3, 1, 0, 1));
    faults.add(new Fault(FaultKind.STOP, SECOND, 2 * SECOND, 1, 0, 0, 0));
    faults.add(new Fault(FaultKind.DROP, SECOND, 2 * SECOND, 3, 0, 0, 10_000));
    return plan.withFaults(faults);
  }

  private static Shrunk shrink(Function<Plan, String> verdict) {
    return shrink(verdict, plan -> "", MANY);
  }

  private static Shrunk shrink(
      Function<Plan, String> broken, Function<Plan, String> healthy, Trials.Bounds bounds) {
    Trials.Goal goal =
        new Trials.Goal(
            new ToyRunner(broken), Optional.of(new ToyRunner(healthy)), "wanted", Set.of());
    return Shrinker.shrink(new Trials(goal, bounds, () -> 0, (pass, runs, lines) -> {}, PLAN));
  }

  private static List<FaultKind> kinds(Shrunk shrunk) {
    return shrunk.after().faults().stream().map(Fault::kind).sorted().toList();
  }

  @Test
  void theSmallestSetOfFaultsIsFoundAndEverythingElseBecomesQuiet() {
    Shrunk shrunk =
        shrink(
            plan -> has(plan, FaultKind.CRASH) && has(plan, FaultKind.PARTITION) ? "wanted" : "");
    assertEquals(List.of(FaultKind.PARTITION, FaultKind.CRASH), kinds(shrunk));
    assertEquals(Shrinker.Ending.SMALLEST, shrunk.ending());
    List<String> lines = PlanLines.of(shrunk.after());
    lines.removeIf(line -> line.startsWith("seed ") || line.startsWith("fault "));
    assertEquals(List.of("nodes 1", "safety 2.1s", "liveness 0s"), lines);
    assertTrue(shrunk.linesBefore() > 40, shrunk.linesBefore() + " lines");
  }

  @Test
  void aSettingThatIsNeededStays() {
    Shrunk shrunk = shrink(plan -> plan.cluster().nodes() > 3 ? "wanted" : "");
    assertEquals(4, shrunk.after().cluster().nodes());
    assertEquals(List.of(), kinds(shrunk));
  }

  @Test
  void aSettingThatIsNeededWithThisLuckOnlyGoesWithOtherLuck() {
    Shrunk shrunk = shrink(plan -> plan.seed() == 3 || plan.cluster().nodes() == 5 ? "wanted" : "");
    assertEquals(3, shrunk.after().seed());
    assertTrue(shrunk.after().cluster().nodes() < 5);
  }

  @Test
  void oneFaultThatIsEnoughAloneIsFoundThoughFewerAreNot() {
    Shrunk shrunk =
        shrink(
            plan -> {
              int faults = plan.faults().size();
              return has(plan, FaultKind.CRASH) && (faults == 1 || faults > 5) ? "wanted" : "";
            });
    assertEquals(List.of(FaultKind.CRASH), kinds(shrunk));
  }

  @Test
  void whatFailsAnotherCheckIsNoSmallerPlan() {
    Shrunk shrunk = shrink(plan -> has(plan, FaultKind.STOP) ? "wanted" : "another");
    assertEquals(List.of(FaultKind.STOP), kinds(shrunk));
  }

  @Test
  void whatFailsWithoutTheBugIsNoSmallerPlan() {
    Function<Plan, String> healthy = plan -> has(plan, FaultKind.STOP) ? "" : "wanted";
    Shrunk shrunk = shrink(plan -> "wanted", healthy, MANY);
    assertTrue(kinds(shrunk).contains(FaultKind.STOP), kinds(shrunk)::toString);
  }

  @Test
  void noiseBecomesTheFramesThatItStruckAndOfThoseTheNeededOnesStay() {
    Shrunk shrunk =
        shrink(
            plan -> // where there are two nodes at all
            plan.cluster().nodes() > 1
                        && (has(plan, FaultKind.DROP) || plan.strikes().contains(ToyRunner.drop(4)))
                    ? "wanted"
                    : "");
    assertEquals(List.of(), kinds(shrunk));
    assertEquals(List.of(ToyRunner.drop(4)), shrunk.after().strikes());
  }

  @Test
  void noiseWhoseStrikesWouldFillManyLinesStaysAWindow() {
    Shrunk shrunk =
        shrink(plan -> has(plan, FaultKind.DROP) || plan.strikes().size() == 10 ? "wanted" : "");
    assertEquals(List.of(FaultKind.DROP), kinds(shrunk));
    assertEquals(List.of(), shrunk.after().strikes());
  }

  @Test
  void aFaultOnALeaderIsOnTheNodeThatLed() {
    Shrunk shrunk =
        shrink(plan -> has(plan, FaultKind.CRASH) && plan.cluster().nodes() > 1 ? "wanted" : "");
    Fault crash = shrunk.after().faults().getFirst();
    assertEquals(2, crash.nodes());
    assertEquals(0, crash.atNanos() % 100_000_000, "times are round");
  }

  @Test
  void itStopsWhenItsRunsAreUsedUp() {
    ToyRunner runner = new ToyRunner(plan -> has(plan, FaultKind.CRASH) ? "wanted" : "");
    Trials.Goal goal = new Trials.Goal(runner, Optional.empty(), "wanted", Set.of());
    Trials.Bounds ten = new Trials.Bounds(10, Long.MAX_VALUE);
    Shrunk shrunk =
        Shrinker.shrink(new Trials(goal, ten, () -> 0, (pass, runs, lines) -> {}, PLAN));
    assertEquals(10, runner.runs);
    assertEquals(Shrinker.Ending.RUNS_UP, shrunk.ending());
    assertTrue(has(shrunk.after(), FaultKind.CRASH));
  }

  @Test
  void itStopsWhenItsTimeIsUsedUp() {
    AtomicLong clock = new AtomicLong();
    ToyRunner runner = new ToyRunner(plan -> "wanted");
    Trials.Goal goal = new Trials.Goal(runner, Optional.empty(), "wanted", Set.of());
    Trials trials =
        new Trials(
            goal,
            new Trials.Bounds(10_000, 5 * SECOND),
            () -> clock.getAndAdd(SECOND),
            (pass, runs, lines) -> {},
            PLAN);
    assertEquals(Shrinker.Ending.TIME_UP, Shrinker.shrink(trials).ending());
    assertTrue(runner.runs <= 5, runner.runs + " runs of a second each");
  }

  @Test
  void withAsManyRunsTheSameComesOut() {
    Function<Plan, String> verdict =
        plan -> plan.faults().size() > 2 && has(plan, FaultKind.DROP) ? "wanted" : "";
    Trials.Bounds some = new Trials.Bounds(60, Long.MAX_VALUE);
    assertEquals(
        shrink(verdict, plan -> "", some).after(), shrink(verdict, plan -> "", some).after());
  }
}
