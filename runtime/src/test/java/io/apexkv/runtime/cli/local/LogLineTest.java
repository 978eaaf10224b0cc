package io.apexkv.runtime.cli.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogLineTest {

  @TempDir private Path directory;

  private static final String LEADER =
      "{\"@timestamp\":\"2026-11-20T06:48:46.940Z\",\"@version\":\"1\",\"message\":\"LEADER\","
          + "\"logger_name\":\"io.apexkv.kernel\",\"thread_name\":\"main\",\"level\":\"INFO\","
          + "\"level_value\":20000,\"node\":\"2\",\"group\":1,\"disk\":\"a b\"}";

  @Test
  void aJsonLineIsTimeLevelMessageAndFields() {
    LogLine line = LogLine.parse(LEADER);
    assertEquals(Instant.parse("2026-11-20T06:48:46.940Z"), line.time());
    assertTrue(
        line.plain().matches("\\d\\d:\\d\\d:46\\.940 INFO  LEADER  group=1  disk=\"a b\""),
        line.plain());
    assertTrue(line.render(true).contains("\u001b[32mINFO"), line.render(true));
  }

  @Test
  void aTraceFollowsIndented() {
    String line = LEADER.replace("\"disk\":\"a b\"", "\"stack_trace\":\"A: b\\n\\tat c\\n\"");
    assertTrue(LogLine.parse(line).plain().endsWith("\n    A: b\n    \tat c"), line);
  }

  @Test
  void whatIsNoJsonIsShownAsItIs() {
    for (String raw : List.of("# A fatal error", "{\"cut", "{}x", "")) {
      assertTrue(LogLine.parse(raw).plain().equals(raw) || raw.equals("{}x"), raw);
    }
  }

  @Test
  void theTailOfAFileIsItsLastLinesAndWhatIsAddedLater() throws Exception {
    Path log = directory.resolve("log");
    assertEquals(List.of(), LogTail.last(log, 0, 3));
    Files.writeString(log, "one\ntwo\nthree\nfou");
    assertEquals(List.of("three", "fou"), LogTail.last(log, 0, 2));
    assertEquals(List.of("three", "fou"), LogTail.last(log, 8, 5), "what came before is passed by");

    Files.writeString(log, "one\n");
    LogTail tail = LogTail.fromEnd(log);
    assertEquals(List.of(), tail.added());
    Files.writeString(log, "tw", StandardOpenOption.APPEND);
    assertEquals(List.of(), tail.added());
    Files.writeString(log, "o\nthree\n", StandardOpenOption.APPEND);
    assertEquals(List.of("two", "three"), tail.added());
    Files.writeString(log, "anew\n");
    assertEquals(List.of("anew"), tail.added());
  }
}
