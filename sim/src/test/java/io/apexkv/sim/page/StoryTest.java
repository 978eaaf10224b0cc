package io.apexkv.sim.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.history.HistoryBuilder;
import io.apexkv.sim.linearizability.Violation;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.RunResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The stories of known bugs, each told by a run that finds it. */
class StoryTest {

  private static final long MILLI = 1_000_000L;

  private static List<String> story(Map<String, Object> data) {
    List<String> sentences = new ArrayList<>();
    long last = 0;
    for (Object row : Json.list(data.get("story"))) {
      long at = (Long) Json.list(row).get(0);
      assertTrue(at >= last, () -> "not in order of time: " + row);
      last = at;
      sentences.add(Json.list(row).get(4).toString());
    }
    return sentences;
  }

  @Test
  void aVoteThatWasGivenTwiceIsSeenGivenForgottenAndGivenAgain() {
    Map<String, Object> data = Killed.data(Killed.by("vote-before-durable"));
    String story = String.join("\n", story(data));
    Matcher forgotten =
        Pattern.compile("(node \\d).*; its vote for (node \\d) in (term \\d+) is forgotten")
            .matcher(story);
    boolean told = false;
    while (!told && forgotten.find()) { // other votes may be forgotten without a harm
      String voter = forgotten.group(1);
      String first = voter + " votes for " + forgotten.group(2) + " in " + forgotten.group(3);
      int given = story.indexOf(first);
      Pattern again = Pattern.compile(voter + " votes for node \\d in " + forgotten.group(3));
      told = given >= 0 && given < forgotten.start() && again.matcher(story).find(forgotten.end());
    }
    assertTrue(told, story);
    assertTrue(story.endsWith(Json.text(data, "message")), story);
  }

  @Test
  void aStaleReadIsToldWithTheWriteThatItShouldHaveSeen() {
    Map<String, Object> data = Killed.data(Killed.byStaleReads());
    List<String> story = story(data);
    String last = story.getLast();
    assertTrue(last.startsWith("A stale read of k"), last);
    long overwriting = Json.number(Json.object(data.get("focus")), "overwriting");
    Object write = Json.list(data.get("operations")).get((int) overwriting);
    assertTrue(last.contains(Json.list(write).get(8).toString()), () -> last + ", " + write);
    assertTrue(
        String.join("\n", story).contains(Json.list(write).get(8) + ", OK"), story::toString);
  }

  @Test
  void whatHadNoAnswerYetIsToldWithoutTheOneThatCameLater() {
    HistoryBuilder history = new HistoryBuilder();
    int swap = history.invokeCas(0, 0, 1, 2);
    int culprit = history.invokeRead(256, 0);
    history.okRead(culprit, 1);
    history.okCas(swap, true);
    Recorder recorder = new Recorder();
    recorder.operations.add(10 * MILLI, 30 * MILLI, 1);
    recorder.operations.add(15 * MILLI, 20 * MILLI, 2);
    Violation violation = new Violation(0, culprit, List.of(swap), List.of(swap));
    Focus focus = new Focus(1, culprit, 20 * MILLI, violation);
    List<String> story = new ArrayList<>();
    for (Story.Sentence each : Story.of(failed(), recorder, history.build(), focus)) {
      story.add(each.atNanos() / MILLI + " " + each.text());
    }
    assertTrue(
        story.contains("10 client 1 at node 1: cas 1 -> 2, not answered yet (asked at 0.010 s)"),
        story::toString);
    assertTrue(
        story.contains("20 client 2 at node 2: read of 1, OK (asked at 0.015 s)"), story::toString);
  }

  @Test
  void whatTheEndOfTheSafetyPhaseHealedIsNotStillOn() {
    Plan plan = Planner.plan(5);
    long safety = plan.safetyNanos();
    Fault fault =
        new Fault(FaultKind.PARTITION, safety - MILLI, safety + 9_000 * MILLI, 1, 0, 0, 0);
    Recorder recorder = new Recorder();
    recorder.faults.add(new Recorder.Struck(safety - MILLI, fault, 1));
    for (long after : new long[] {500, 2_000}) {
      Focus focus = new Focus(1, Focus.NO_OPERATION, safety + after * MILLI, null);
      String story = Story.of(failed(), recorder, new HistoryBuilder().build(), focus).toString();
      assertEquals(after == 500, story.contains("text=partition: "), story);
      assertFalse(story.contains("reach each other (still on)"), story);
    }
  }

  private static RunResult failed() {
    RunResult.Failure failure = new RunResult.Failure("linearizable", "no order", 9, 20 * MILLI);
    return new RunResult(
        Planner.plan(5),
        failure,
        0,
        9,
        20 * MILLI,
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
  }

  @Test
  void anAcknowledgementBeforeTheDiskIsToldWithWhatTheDisksHold() {
    Map<String, Object> data = Killed.data(Killed.by("ack-before-sync"));
    String story = String.join("\n", story(data));
    assertTrue(story.contains(" that it has entries up to "), story);
    assertTrue(story.contains("(whose logs end at "), story);
    assertEquals("durability", data.get("check"));
  }
}
