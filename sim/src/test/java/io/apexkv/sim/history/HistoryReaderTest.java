package io.apexkv.sim.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryReaderTest {
  private static final String LOG = "INFO  jepsen.util - ";
  private static final String GOOD_LOG_LINE = LOG + "0 :invoke :read nil\n";
  private static final String GOOD_EDN_LINE =
      "{:process 0, :type :invoke, :f :get, :key \"0\", :value nil}\n";
  private static final String GOOD_JSON_LINE =
      "{\"process\":0,\"type\":\"invoke\",\"f\":\"read\",\"key\":\"k\"}\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          0 :invoked :read nil  | found type 'invoked', expected invoke, ok, fail or info
          0 :ok :reed 3         | found operation 'reed', expected read, write, cas, delete, get, put or append
          0 :ok :read x         | found 'x', expected an integer or a string
          0 :ok :read           | found no value, expected the value read, or nil
          0 :ok :read :timed-out| found 'read :timed-out', expected the return of 'read nil' from line 1
          0 :ok                 | found the end of the line, expected a value
          0 :ok :write 3        | found 'write 3', expected the return of 'read nil' from line 1
          zero :ok :read 3      | found 'zero', expected the number of a process
          99999999999 :ok :read 1 | found process 99999999999, expected a number below 2^31
          1 :ok :read 3         | found the return of 'read' by process 1, expected its invocation before it
          1 :invoke :write nil  | found nil, expected the value of the write
          1 :invoke :cas 3      | found 3, expected [expected replacement] of a cas
          1 :invoke :cas [1 2   | found the end of the line, expected ']'
          1 :invoke :append 3   | found operation 'append', expected one of the model register (read, write, cas, delete)
          """)
  void aLineOfALogThatDoesNotParseIsNamed(String line, String expected) {
    assertRefused("line 2: " + expected, GOOD_LOG_LINE + LOG + line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          rubbish | found 'rubbish', expected {:process 0, :type :invoke, ...}
          {:process 0, :type :ok, :f :get, :key "0", :value "a | found the end of the line, expected '"' at the end of the string
          {:process 0, :type :ok, :f :get, :key "0", :value "\\x"} | found '\\x', expected an escape as in \\n, \\" or \\u0041
          {:process 0, :type :ok, :f :get, :key "1", :value ""} | found 'get of 1 ""', expected the return of 'get of 0 nil' from line 1
          {:process 0, :type :ok, :f :get, :key} | found a map with a key but no value, expected pairs
          {:type :ok, :f :get, :key "0", :value ""} | found nothing, expected the number of a process
          {:process 0, :type :ok, :f :get, :key "0"} {} | found more behind the map, expected one map a line
          """)
  void aMapThatDoesNotParseIsNamed(String line, String expected) {
    assertRefused("line 2: " + expected, GOOD_EDN_LINE + line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          {"process":0,"type":"ok","f":"read","key":"k","value":5} | found '5', expected a string or {"base64":"..."}
          {"process":0,"type":"ok","f":"read","key":"k","value":{"base64":"?"}} | found '?', expected Base64 (RFC 4648, with padding)
          {"process":0,"type":"ok","f":"read","key":"k"} | found no value, expected the value read, or nil
          {"process":0,"type":"ok","f":"read","value":null} | found no "key", expected {"process":0,"type":"invoke",...}
          {"type":"ok","f":"read","key":"k"} | found no "process", expected {"process":0,"type":"invoke",...}
          {"process":1,"type":"invoke","f":"cas","key":"k","value":["a"]} | found an array of 1, expected [expected, replacement]
          {"process":1,"type":"ok","f":"cas","key":"k"} | found an ok cas without "swapped", expected true or false
          {"process":1,"type":"ok","f":"delete","key":"k","found":1} | found '1', expected true or false as "found"
          {"process":1.5,"type":"ok"} | found '1.5', expected the number of a process
          ["process"] | found '[', expected an object a line
          """)
  void anObjectThatDoesNotParseIsNamed(String line, String expected) {
    assertRefused("line 2: " + expected, GOOD_JSON_LINE + line);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"process\":0,\"type\":\"invoke\"",
        "{\"process\":0,\"process\":0}",
        "{\"process\":99999999999}",
        "{\"process\":0} {}",
        "{\"process\":}"
      })
  void brokenJsonIsNamedWithItsLine(String line) {
    UnreadableHistoryException e =
        assertThrows(UnreadableHistoryException.class, () -> read(GOOD_JSON_LINE + line));
    assertTrue(String.valueOf(e.getMessage()).startsWith("line 2: found "), e::getMessage);
  }

  @Test
  void aFileWithoutAnyLineOfAHistorySaysWhatWasExpected() {
    assertRefused(
        "line 2: found 'hello', expected {\"process\":0,\"type\":\"invoke\",...}"
            + "  or  {:process 0, :type :invoke, ...}  or  INFO  jepsen.util - 0 :invoke ...",
        "\nhello\nworld\n");
  }

  @Test
  void anEmptyFileAndOneWithoutClientsAreUnreadable() {
    assertRefused("found an empty file, expected a recorded history", "");
    assertRefused("found an empty file, expected a recorded history", "\n \n");
    assertRefused(
        "found no operation of a client, expected at least one (Jepsen log)",
        LOG + ":nemesis :info :start nil\n");
  }

  @Test
  void bytesThatAreNotTextAreUnreadable() {
    byte[] content = (GOOD_LOG_LINE + "?").getBytes(StandardCharsets.UTF_8);
    content[content.length - 1] = (byte) 0xFF;
    UnreadableHistoryException e =
        assertThrows(UnreadableHistoryException.class, () -> HistoryReader.of(content));
    assertEquals("line 2: found bytes that are not UTF-8, expected text", e.getMessage());
  }

  @Test
  void formatsAreToldApartByContent() throws Exception {
    assertEquals(Format.JEPSEN_LOG, read(GOOD_LOG_LINE).format());
    assertEquals(Format.EDN, read(GOOD_EDN_LINE).format());
    assertEquals(Format.JSON_LINES, read(GOOD_JSON_LINE).format());
    assertEquals(Format.EDN, read(GOOD_EDN_LINE.replace("\n", "\r\n")).format());
  }

  @Test
  void aTextWithAnExampleInItDoesNotLookLikeAHistory() throws Exception {
    String text = "# Histories\n\nSuch as\n" + GOOD_LOG_LINE + "and so on.\n";
    assertFalse(HistoryReader.of(text.getBytes(StandardCharsets.UTF_8)).looksLikeHistory());
    String damaged = "###\n" + GOOD_LOG_LINE + GOOD_LOG_LINE;
    assertTrue(HistoryReader.of(damaged.getBytes(StandardCharsets.UTF_8)).looksLikeHistory());
    assertRefused("line 1: found '###', expected INFO  jepsen.util - 0 :invoke ...", damaged);
  }

  @Test
  void aModelThatIsAskedForMustFitTheOperations() throws Exception {
    byte[] log = (LOG + "0 :invoke :cas [1 2]\n").getBytes(StandardCharsets.UTF_8);
    assertEquals(Model.REGISTER, HistoryReader.of(log).read(Optional.of(Model.REGISTER)).model());
    UnreadableHistoryException e =
        assertThrows(
            UnreadableHistoryException.class,
            () -> HistoryReader.of(log).read(Optional.of(Model.KV)));
    assertEquals(
        "line 1: found operation 'cas', expected one of the model kv (read, write, append)",
        e.getMessage());
    byte[] maps = GOOD_EDN_LINE.getBytes(StandardCharsets.UTF_8);
    assertEquals(Model.REGISTER, HistoryReader.of(maps).read(Optional.of(Model.REGISTER)).model());
  }

  private static RecordedHistory read(String text) throws UnreadableHistoryException {
    return HistoryReader.of(text.getBytes(StandardCharsets.UTF_8)).read(Optional.empty());
  }

  private static void assertRefused(String message, String text) {
    UnreadableHistoryException e = assertThrows(UnreadableHistoryException.class, () -> read(text));
    assertEquals(message, e.getMessage());
  }
}
