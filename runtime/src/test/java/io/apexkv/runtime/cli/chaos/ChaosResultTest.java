package io.apexkv.runtime.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.chaos.FailoverMeter.Failover;
import io.apexkv.runtime.cli.local.TrialCluster.Fall;
import io.apexkv.runtime.cli.text.Screen;
import io.apexkv.sim.linearizability.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChaosResultTest {

  private static final long MILLI = 1_000_000;
  private static final Tally ENOUGH = new Tally(18, 6, 5, 48_000, 30_000, 2, 37, 100);
  private static final Tally TOO_LITTLE = new Tally(11, 6, 5, 48_000, 30_000, 2, 37, 100);
  private static final RunDirectory DIRECTORY = new RunDirectory(Path.of("run"), Path.of("h"));

  @Test
  void enoughAndLinearizableHasPassed() {
    assertEquals(List.of(), result(ENOUGH, Verdict.LINEARIZABLE, null, true).problems());
  }

  @Test
  void unknownIsAProblemAsMuchAsNotLinearizable() {
    assertEquals(
        List.of("the history is unknown"), result(ENOUGH, Verdict.UNKNOWN, null, true).problems());
    assertEquals(
        List.of("the history is not linearizable"),
        result(ENOUGH, Verdict.NOT_LINEARIZABLE, null, true).problems());
  }

  @Test
  void aMissedFloorIsAProblem() {
    assertEquals(
        List.of("11 leaders were killed, the floor is 12"),
        result(TOO_LITTLE, Verdict.LINEARIZABLE, null, true).problems());
  }

  @Test
  void aNodeThatEndedByItselfIsAProblemAndSoIsAClusterThatDoesNotHeal() {
    Fall fall = new Fall(2, 70, List.of("HALT"));
    assertEquals(
        List.of(
            "node 2 ended by itself, with exit code 70", "the cluster did not become whole again"),
        result(ENOUGH, Verdict.LINEARIZABLE, fall, false).problems());
  }

  @Test
  void theTableShowsCountsBesideTheirFloorsAndFailoversApartFromOutages() {
    assertEquals(
        """
        WHAT HAPPENED                                  COUNT   FLOOR
        leaders killed with kill -9                       18      12
        pauses beyond the election timeout                 6       4
        operations acknowledged                       48,000  20,000
        keys read at the end                             100     100
        other nodes killed                                 5
        operations FAILED: not applied, now and ever       2
        operations UNKNOWN: left open in the history      37

        NO WRITE ACKNOWLEDGED AFTER             TIMES     MIN  MEDIAN     P99     MAX
        kill -9 of the leader                       2  170 ms  170 ms  190 ms  190 ms
        no majority left, until a node is back      1  1.20 s  1.20 s  1.20 s  1.20 s

        60 seconds, 3 nodes, 16 clients; seed 42; CORES
        history: h (48,100 operations on 100 keys, checked in 400 ms)
        verdict: passed, linearizable
        """,
        table(result(ENOUGH, Verdict.LINEARIZABLE, null, true)));
  }

  @Test
  void aFailedRunShowsWhyAndWhereTheLogsAre() {
    String table = table(result(ENOUGH, Verdict.NOT_LINEARIZABLE, null, true));
    assertTrue(table.contains("\n  key k: read of 1 can't be placed\n"), table);
    assertTrue(
        table.endsWith(
            """
            verdict: failed: the history is not linearizable
            the nodes' data and logs: run/cluster/node-*/log
            """),
        table);
  }

  @Test
  void programsGetTheSameAsOneObject() {
    String json = ChaosJson.of(result(TOO_LITTLE, Verdict.LINEARIZABLE, null, true), DIRECTORY);
    assertTrue(json.startsWith("{\"passed\":false,\"verdict\":\"linearizable\""), json);
    assertTrue(json.contains("\"problems\":[\"11 leaders were killed"), json);
    assertTrue(json.contains("\"leaderKills\":11"), json);
    assertTrue(
        json.contains("{\"kind\":\"kill_leader\",\"node\":1,\"term\":3,\"majorityLeft\":true,"),
        json);
  }

  private static ChaosResult result(
      Tally tally, Verdict verdict, @Nullable Fall fall, boolean healed) {
    List<String> explanation =
        verdict == Verdict.LINEARIZABLE
            ? List.of()
            : List.of("key k: read of 1 can't be placed", "nothing else was under way");
    return new ChaosResult(
        new ChaosPlan(60, 3, 100, 16, 800, 42, null),
        tally,
        List.of(
            failover(StrikeKind.KILL_LEADER, true, 170),
            failover(StrikeKind.KILL_LEADER, true, 190),
            failover(StrikeKind.KILL_ALL, false, 1_200)),
        new Judgement(verdict, 48_100, 100, 400 * MILLI, explanation),
        fall,
        healed,
        -1);
  }

  private static Failover failover(StrikeKind kind, boolean majorityLeft, long millis) {
    return new Failover(new Blow(kind, 0, 1, 3, majorityLeft), millis * MILLI);
  }

  private static String table(ChaosResult result) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    new ChaosTable(result, DIRECTORY, new Screen(out, out, false, false)).print();
    return text.toString().replace(System.lineSeparator(), "\n").replaceAll("\\d+ cores", "CORES");
  }
}
