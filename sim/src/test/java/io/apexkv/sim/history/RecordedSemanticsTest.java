package io.apexkv.sim.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.sim.linearizability.Budget;
import io.apexkv.sim.linearizability.LinearizabilityChecker;
import io.apexkv.sim.linearizability.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What each word of each format means, shown by the verdict that hangs on it. */
class RecordedSemanticsTest {
  private static final String WRITTEN_1 =
      """
      INFO  jepsen.util - 0\t:invoke\t:write\t1
      INFO  jepsen.util - 0\t:ok\t:write\t1
      """;

  @Test
  void aRegisterOfALogStartsAsNil() throws Exception {
    assertLinearizable(
        """
        INFO  jepsen.util - 0\t:invoke\t:read\tnil
        INFO  jepsen.util - 0\t:ok\t:read\tnil
        """);
  }

  @Test
  void aFailedCasOfALogSaysThatTheRegisterDidNotHoldTheValue() throws Exception {
    String cas =
        """
        INFO  jepsen.util - 1\t:invoke\t:cas\t[1 2]
        INFO  jepsen.util - 1\t:fail\t:cas\t[1 2]
        """;
    assertLinearizable(cas + WRITTEN_1);
    assertNotLinearizable(WRITTEN_1 + cas);
  }

  @Test
  void aCasThatFailedWithAnErrorBesideItSaysNothing() throws Exception {
    assertLinearizable(
        WRITTEN_1
            + """
            INFO  jepsen.util - 1\t:invoke\t:cas\t[1 2]
            INFO  jepsen.util - 1\t:fail\t:cas\t[1 2]\t:connection-refused
            """);
  }

  @Test
  void aTimedOutReadSaysNothingWhetherInfoOrFail() throws Exception {
    assertLinearizable(
        WRITTEN_1
            + """
            INFO  jepsen.util - 1\t:invoke\t:read\tnil
            INFO  jepsen.util - 2\t:invoke\t:read\tnil
            INFO  jepsen.util - 1\t:info\t:read\t:timed-out
            INFO  jepsen.util - 2\t:fail\t:read\t:timed-out
            """);
  }

  @Test
  void aTimedOutWriteMayTakeEffectLateButOnlyOnce() throws Exception {
    String late =
        WRITTEN_1
            + """
            INFO  jepsen.util - 1\t:invoke\t:write\t2
            INFO  jepsen.util - 1\t:info\t:write\t:timed-out
            INFO  jepsen.util - 2\t:invoke\t:read\tnil
            INFO  jepsen.util - 2\t:ok\t:read\t1
            INFO  jepsen.util - 2\t:invoke\t:read\tnil
            INFO  jepsen.util - 2\t:ok\t:read\t2
            """;
    assertLinearizable(late);
    assertNotLinearizable(
        late
            + WRITTEN_1
            + """
            INFO  jepsen.util - 2\t:invoke\t:read\tnil
            INFO  jepsen.util - 2\t:ok\t:read\t2
            """);
  }

  @Test
  void aTimedOutWriteThatFailedIsUnknownAsWell() throws Exception {
    assertLinearizable(
        WRITTEN_1
            + """
            INFO  jepsen.util - 1\t:invoke\t:write\t2
            INFO  jepsen.util - 1\t:fail\t:write\t:timed-out
            INFO  jepsen.util - 2\t:invoke\t:read\tnil
            INFO  jepsen.util - 2\t:ok\t:read\t2
            """);
  }

  @Test
  void aTimedOutCasMayHaveSwappedOrNot() throws Exception {
    for (int held = 1; held <= 2; held++) {
      assertLinearizable(
          WRITTEN_1
              + """
              INFO  jepsen.util - 1\t:invoke\t:cas\t[1 2]
              INFO  jepsen.util - 1\t:info\t:cas\t:timed-out
              INFO  jepsen.util - 2\t:invoke\t:read\tnil
              """
              + "INFO  jepsen.util - 2\t:ok\t:read\t"
              + held);
    }
  }

  @Test
  void anOperationWithoutASecondLineIsUnknownAlsoIfItsProcessGoesOn() throws Exception {
    for (int held = 1; held <= 2; held++) {
      assertLinearizable(
          WRITTEN_1
              + """
              INFO  jepsen.util - 1\t:invoke\t:write\t2
              INFO  jepsen.util - 1\t:invoke\t:read\tnil
              """
              + "INFO  jepsen.util - 1\t:ok\t:read\t"
              + held);
    }
  }

  @Test
  void theNemesisAndOtherLoggersTellOfNoClient() throws Exception {
    RecordedHistory recorded =
        read(
            "INFO  jepsen.core - Worker 0 starting\n"
                + "INFO  jepsen.util - :nemesis\t:info\t:start\t\"Cut off {:n1 #{:n2}}\"\n"
                + WRITTEN_1
                + "2015-03-01 10:11:12,345 WARN  jepsen.client - [unbalanced\n"
                + "INFO  jepsen.util - :nemesis\t:info\t:stop\tnil\n");
    assertEquals(1, recorded.history().size());
    assertEquals(3, recorded.history().invokedAt(0));
  }

  @Test
  void fieldsMayBeSeparatedByRunsOfSpaces() throws Exception {
    assertNotLinearizable(
        """
        INFO  jepsen.util - 0   :invoke :cas    [1 2]
        INFO  jepsen.util - 0   :ok     :cas    [1 2]
        """);
  }

  @Test
  void aKeyOfEdnMapsStartsEmptyAndAppendConcatenates() throws Exception {
    String appended =
        """
        {:process 0, :type :invoke, :f :get, :key "K", :value nil}
        {:process 0, :type :ok, :f :get, :key "K", :value ""}
        {:process 0, :type :invoke, :f :append, :key "K", :value "a \\"b\\""}
        {:process 0, :type :ok, :f :append, :key "K", :value "a \\"b\\""}
        {:process :nemesis, :type :info, :f :start, :value "x"}
        {:process 0, :type :invoke, :f :append, :key "K", :value "c"}
        {:process 0, :type :ok, :f :append, :key "K", :value "c"}
        {:process 1, :type :invoke, :f :get, :key "K", :value nil}
        """;
    RecordedHistory recorded = read(appended);
    assertEquals(Model.KV, recorded.model());
    assertEquals(Format.EDN, recorded.format());
    String ok = "{:process 1, :type :ok, :f :get, :key \"K\", :value ";
    assertLinearizable(appended + ok + "\"a \\\"b\\\"c\"}");
    assertNotLinearizable(appended + ok + "\"ca \\\"b\\\"\"}");
    assertNotLinearizable(appended + ok + "nil}");
  }

  @Test
  void eachKeyIsARegisterOfItsOwnInOurFormat() throws Exception {
    String history =
        """
        {"process":0,"type":"invoke","f":"write","key":"a","value":"1","time":1}
        {"process":0,"type":"ok","f":"write","key":"a","time":2}
        {"process":"nemesis","type":"info","f":"kill","value":["n1"],"time":3}
        {"process":0,"type":"invoke","f":"cas","key":"a","value":["1",null],"time":4}
        {"process":0,"type":"ok","f":"cas","key":"a","swapped":true,"time":5}
        {"process":1,"type":"invoke","f":"read","key":"b","node":"n2","time":6}
        """;
    String ok = "{\"process\":1,\"type\":\"ok\",\"f\":\"read\",\"key\":\"b\",\"value\":";
    assertLinearizable(history + ok + "null}");
    assertNotLinearizable(history + ok + "\"\"}");
    assertNotLinearizable(history + ok + "\"1\"}");
  }

  @Test
  void aFailedCasOfOurFormatSaysNothingAndARefusedOneDoes() throws Exception {
    String history =
        """
        {"process":0,"type":"invoke","f":"write","key":"a","value":"1"}
        {"process":0,"type":"ok","f":"write","key":"a"}
        {"process":0,"type":"invoke","f":"cas","key":"a","value":["1","2"]}
        """;
    assertLinearizable(history + "{\"process\":0,\"type\":\"fail\",\"f\":\"cas\",\"key\":\"a\"}");
    assertNotLinearizable(
        history + "{\"process\":0,\"type\":\"ok\",\"f\":\"cas\",\"key\":\"a\",\"swapped\":false}");
  }

  private static RecordedHistory read(String text) throws UnreadableHistoryException {
    return HistoryReader.of(text.getBytes(StandardCharsets.UTF_8)).read(Optional.empty());
  }

  private static void assertLinearizable(String text) throws UnreadableHistoryException {
    assertVerdict(Verdict.LINEARIZABLE, text);
  }

  private static void assertNotLinearizable(String text) throws UnreadableHistoryException {
    assertVerdict(Verdict.NOT_LINEARIZABLE, text);
  }

  private static void assertVerdict(Verdict expected, String text)
      throws UnreadableHistoryException {
    RecordedHistory recorded = read(text);
    assertEquals(
        expected,
        LinearizabilityChecker.check(recorded.history(), recorded.model(), Budget.UNLIMITED)
            .verdict(),
        text);
  }
}
