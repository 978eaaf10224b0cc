package io.apexkv.sim.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.run.KernelSubject;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps do what they say, and expectations that are not met are found. */
class ScriptTest {

  private static String[] after(String... lines) {
    String[] all = new String[lines.length + 3];
    all[0] = "start all";
    all[1] = "elect 1";
    all[2] = "await converged";
    System.arraycopy(lines, 0, all, 3, lines.length);
    return all;
  }

  /** After a quiet start, with node 1 the leader of term 1. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "expect leader 2|node 1 leads",
        "expect no leader|node 1 leads",
        "expect role followers candidate|node 2 is follower",
        "expect role 3 leader|node 3 is follower",
        "expect term all = 2|node 1 is in term 1",
        "expect term all >= 2|node 1 is in term 1",
        "expect vote 2 = 3|node 2 voted for 1",
        "expect log all = 1 1|node 1 has log 1",
        "expect log 2 = none|node 2 has log 1",
        "expect log 3 = 2|node 3 has log 1",
        "expect commit 1 = 2|node 1 has committed up to 1",
        "expect commit 1 >= 2|node 1 has committed up to 1",
        "expect down 2|node 2 is not down",
        "expect event truncated on 3|node 3 never reported truncated",
        "expect no event leader on 1|node 1 reported leader",
        "await leader 2 within 100ms|within 100ms, node 1 leads",
        "put x 1 = failed|client a was told ok, expected failed",
        "put x 1 at 2|client a was told redirect (to node 1), expected ok",
        "get x = 1|client a was told absent, expected 1",
        "del x|client a was told absent, expected ok",
        "cas x 1 2|client a was told not-swapped, expected ok",
        "corrupt log of follower|node 2 runs, or has no log to corrupt",
        "start leader|node 1 runs already",
        "elect 1|node 1 was not elected",
      })
  void anExpectationThatIsNotMetIsFound(String line, String found) {
    assertEquals("expectation: " + found, Told.failure(after(line)));
  }

  @Test
  void whatIsToldOfNodesThatAreNotUpIsNotMet() {
    assertEquals("expectation: node 3 is not up", Told.failure("start 1,2", "expect up 3"));
    assertEquals("expectation: node 3 is not up", Told.failure("expect term 3 = 0"));
    assertEquals("expectation: no node is up", Told.failure("expect converged"));
    assertEquals(
        "expectation: node 1 is recovering", Told.failure("start all", "expect converged"));
    assertEquals("expectation: nobody leads", Told.failure("expect leader"));
    assertEquals("expectation: there is no such node now: leader", Told.failure("kill leader"));
  }

  @Test
  void whoDoesNotRunCanNotBeKilledOrStopped() {
    assertEquals(
        "expectation: node 1 does not run",
        Told.failure(after("name old = leader", "kill old", "kill old")));
    assertEquals(
        "expectation: node 1 does not run",
        Told.failure(after("name old = leader", "kill old", "stop old")));
  }

  @Test
  void logsThatDifferHaveNotConverged() {
    String found =
        Told.failure(after("drop append to 3", "put x 1", "run 1ms", "expect converged"));
    assertTrue(found.contains("has applied") || found.contains("differ"), found);
  }

  @Test
  void aFailureNamesItsLineAndEndsTheTrace() {
    ScenarioResult result = Told.run("start all", "run 1s", "expect no leader", "put x 1");
    ScenarioResult.Failure failure = result.failure();
    assertNotNull(failure);
    assertEquals(4, failure.line());
    assertEquals("expect no leader", failure.text());
    assertTrue(result.trace().contains("FAILED expectation: node "), result::trace);
    assertFalse(result.trace().contains("put x 1"), result::trace);
  }

  @Test
  void withExpectationsOffAScriptGoesOn() {
    Scenario scenario =
        Told.read(after("expect no leader", "kill follower but follower", "get x = 7", "run 1ms"));
    ScenarioResult result =
        Scenarios.run(scenario, KernelSubject.FACTORY, Set.of(Scenarios.EXPECTATIONS));
    assertEquals(null, result.failure());
    assertTrue(result.trace().endsWith("> run 1ms\n"), result::trace);
  }

  @Test
  void theSameScriptIsTheSameRunToTheLastByte() {
    String[] script = after("put x 1..5", "kill leader", "await leader", "get x = 5");
    assertEquals(Told.run(script).traceHash(), Told.run(script).traceHash());
    assertEquals(Told.run(script).trace(), Told.run(script).trace());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pause 1; await leader 2,3; resume 1; await role 1 follower",
        "stop 2; expect down 2; start 2; await up 2; stop 2; expect down 2",
        "power-off all; expect down all; start all; await leader",
        "name one = follower; name two = followers but one; expect role two follower; kill two",
        "name old = leader; kill old; await leader all but old; start old; await converged",
        "cut 1 to 2; put x 1; expect log 2 = 1; heal; await log 2 = 1 1 1",
        "cut clients to 1; put x 1 at 1 = failed; heal; put x 2 at 1",
        "drop append to 2; put x 1; expect log 2 = 1; pass; await converged",
        "drop append after 2 to 2; put x 1; await log 2 = 1 1; run 500ms; expect log 2 = 1 1",
        "hold append from 1 to 2; put x 1; expect log 2 = 1; pass; run 1ms; expect log 2 = 1 1 1",
        "corrupt append to 2; put x 1; expect event frame-dropped on 2",
        "drop frames from 1; await event quorum-lost on 1; await leader 2,3",
        "fault pause on leader for 1s; await leader 2,3",
        "fault crash on leader for 1s; await down 1; await up 1",
        "elect 3; expect leader 3; expect term all = 2; elect 1; expect term all >= 3",
        "put x 1..20; get x = 20; del x; get x = absent; cas x absent 30; cas x 30 31; get x = 31",
        "put x 1 by b; get x by c at 1 = 1; get x by d at 2 forwarded = 1; get x at 2 = redirect",
        "put y 1; kill 2,3; send put x 1; expect no answer; answer = unknown; start 2,3; put x 2",
        "kill 2; corrupt log of 2; start 2; await down 2; put x 1",
      })
  void stepsDoWhatTheySay(String steps) {
    assertEquals("", Told.failure(after(steps.split("; "))));
  }

  @Test
  void aHeldFrameDoesNotOutliveItsConnection() {
    assertEquals(
        "",
        Told.failure(
            after(
                "hold append from 1 to 2",
                "put x 1",
                "kill 2",
                "cut 1 from 2",
                "start 2",
                "await up 2",
                "pass",
                "run 10ms",
                "expect log 2 = 1")));
  }

  @Test
  void aGivenLogIsWhatANodeFinds() {
    assertEquals(
        "",
        Told.failure(
            "given 1 log 1*2 3 term 5",
            "given 2 log none",
            "given 3 log 1 2",
            "drop pre-vote,vote",
            "start all",
            "await up all",
            "expect log 1 = 1 1 3",
            "expect log 2 = none",
            "expect log 3 = 1 2",
            "expect term 1 = 5",
            "expect term 3 = 2",
            "expect vote all = 0"));
  }
}
