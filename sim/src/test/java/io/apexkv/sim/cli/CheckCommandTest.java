package io.apexkv.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

class CheckCommandTest {
  private static final long SECOND = 1_000_000_000;
  private static final String GOOD =
      """
      INFO  jepsen.util - 0 :invoke :write 1
      INFO  jepsen.util - 0 :ok :write 1
      """;
  private static final String BAD =
      GOOD
          + """
          INFO  jepsen.util - 1 :invoke :read nil
          INFO  jepsen.util - 1 :ok :read 2
          """;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Ansi ansi = Ansi.OFF;
  private Path good = Path.of("");
  private Path bad = Path.of("");
  private Path hard = Path.of("");

  @BeforeEach
  void writeHistories() throws IOException {
    good = Files.writeString(folder.resolve("good.log"), GOOD);
    bad = Files.writeString(folder.resolve("bad.txt"), BAD);
    hard = Files.writeString(folder.resolve("hard"), unreachableLoop());
  }

  @Test
  void allLinearizableIsZero() {
    assertEquals(0, check(good, good));
    assertTrue(out.toString().endsWith("\n2 linearizable\n"), out::toString);
    assertEquals("", err.toString());
  }

  @Test
  void someNotLinearizableIsOneAndIsExplained() {
    assertEquals(1, check(good, bad));
    assertTrue(
        out.toString()
            .endsWith(
                bad
                    + " is not linearizable:\n"
                    + "  read of 2 (process 1, lines 3 to 4) can't be placed\n"
                    + "  all that returned before line 4 fits in this order (1),"
                    + " which leaves 1:\n"
                    + "    write 1 (process 0, lines 1 to 2)\n"
                    + "  nothing else was under way\n"
                    + "\n"
                    + "1 linearizable, 1 not linearizable\n"),
        out::toString);
  }

  @Test
  void thePageShowsTheFirstThatIsNotLinearizable() throws IOException {
    Path page = folder.resolve("page.html");
    assertEquals(1, check("--html", page, good, bad));
    String html = Files.readString(page);
    assertTrue(html.contains("\"title\":\"" + bad + "\""), html);
    assertTrue(html.contains("read of 2 (process 1, lines 3 to 4) can't be placed"), html);
    assertTrue(err.toString().contains("page: " + page), err::toString);
  }

  @Test
  void thePageOfLinearizableHistoriesShowsTheFirst() throws IOException {
    Path page = folder.resolve("page.html");
    assertEquals(0, check("--html", page, good));
    assertTrue(Files.readString(page).contains("\"verdict\":\"passed\""));
  }

  @Test
  void withoutAHistoryThereIsNoPage() {
    Path page = folder.resolve("page.html");
    assertEquals(3, check("--html", page, folder.resolve("missing")));
    assertTrue(err.toString().contains("there is no history to show"), err::toString);
    assertFalse(Files.exists(page));
    assertEquals(64, check("--html", folder.resolve("no/page.html"), good));
  }

  @Test
  void aSpentTimeLimitIsTwo() {
    assertEquals(2, check(good, "--time-limit", "5", hard));
    assertTrue(out.toString().endsWith("\n1 linearizable, 1 unknown\n"), out::toString);
  }

  @Test
  void unreadableIsThreeAndSaysWhichFileWhichLineAndWhy() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken"), GOOD + "INFO jepsen.util - 0 :o\n");
    assertEquals(3, check(broken));
    assertEquals(
        broken + ": line 3: found the end of the line, expected a value\n", err.toString());
  }

  @Test
  void threeGoesBeforeOneAndOneBeforeTwo() {
    assertEquals(3, check(bad, hard, good, folder.resolve("missing")));
    assertEquals(1, check(hard, bad, good));
  }

  @Test
  void missingAndEmptyFilesAreUnreadable() throws IOException {
    Path empty = Files.writeString(folder.resolve("empty"), "");
    Path missing = folder.resolve("missing");
    assertEquals(3, check(empty));
    assertEquals(3, check(missing));
    assertEquals(
        empty
            + ": found an empty file, expected a recorded history\n"
            + missing
            + ": found nothing there, expected a file or a folder\n",
        err.toString());
  }

  @Test
  void aFolderIsWalkedAndWhatIsNoHistoryIsSkipped() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("a/b"));
    Files.writeString(inner.resolve("good"), GOOD);
    Files.writeString(folder.resolve("a/README.md"), "# Histories\n");
    Files.writeString(folder.resolve("a/.hidden"), "rubbish");
    assertEquals(0, check(folder.resolve("a")));
    assertTrue(out.toString().contains("skipped, it holds no history\n"), out::toString);
    assertTrue(out.toString().endsWith("\n1 linearizable, 1 skipped\n"), out::toString);
    assertEquals(3, check(folder.resolve("a/README.md")));
  }

  @Test
  void aFolderWithoutHistoriesIsUnreadableAlsoBesideAGoodFile() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("a"));
    assertEquals(3, check(inner));
    Files.writeString(inner.resolve("README.md"), "# Histories\n");
    assertEquals(3, check(good, inner));
    assertEquals(
        inner
            + ": found no history in its 0 files, expected one\n"
            + inner
            + ": found no history in its 1 files, expected one\n",
        err.toString());
  }

  @Test
  void anEmptyOrDamagedHistoryInAFolderIsNotSkipped() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("a"));
    Files.writeString(inner.resolve("damaged"), GOOD + "???\n");
    assertEquals(3, check(inner));
    Files.writeString(inner.resolve("damaged"), "");
    assertEquals(3, check(inner));
  }

  @Test
  void aModelThatDoesNotFitIsUnreadable() {
    assertEquals(0, check("--model", "register", good));
    assertEquals(0, check("--model", "kv", good));
    assertEquals(3, check("--model", "kv", hard));
    assertTrue(err.toString().contains("line 3: found operation 'cas'"), err::toString);
  }

  @Test
  void wrongOptionsAreSixtyFour() {
    assertEquals(64, check());
    assertEquals(64, check("--model", "tree", good));
    assertEquals(64, check("--time-limit", "0", good));
    assertEquals(64, check("--time-limit", "NaN", good));
    assertEquals(64, check("--frob", good));
  }

  @Test
  void jsonIsAnObjectALine() {
    Path missing = folder.resolve("missing");
    assertEquals(3, check("--json", bad, missing));
    assertEquals(
        "{\"file\":\"%s\",\"verdict\":\"not linearizable\",\"format\":\"Jepsen log\","
                .formatted(bad)
            + "\"model\":\"register\",\"operations\":2,\"keys\":1,\"steps\":0,"
            + "\"brokenKeys\":[\"\"],\"undecidedKeys\":[],"
            + "\"violation\":{\"key\":\"\",\"operation\":{\"process\":1,"
            + "\"operation\":\"read of 2\",\"invokedAtLine\":3,\"returnedAtLine\":4},"
            + "\"longestPrefix\":[{\"process\":0,\"operation\":\"write 1\","
            + "\"invokedAtLine\":1,\"returnedAtLine\":2}],\"concurrent\":[]}}\n"
            + "{\"file\":\"%s\",\"verdict\":\"unreadable\",".formatted(missing)
            + "\"reason\":\"found nothing there, expected a file or a folder\"}\n",
        out.toString());
  }

  @Test
  void columnsAreAligned() {
    check(good, hard.resolveSibling("missing"));
    String[] lines = out.toString().split("\n", -1);
    int verdict = lines[0].indexOf("VERDICT");
    assertEquals("linearizable", lines[1].substring(verdict));
    assertEquals("unreadable", lines[2].substring(verdict));
  }

  @Test
  void escapeSequencesAreOnlyForTerminals() {
    check(good, bad);
    assertFalse(out.toString().contains("\033"));
    ansi = Ansi.ON;
    check(good, bad);
    assertTrue(out.toString().contains("\033[32mlinearizable"), out::toString);
    assertFalse(err.toString().contains("\033"), "standard error is another stream");
  }

  @Test
  void whileFilesAreCheckedALineOnStandardErrorSaysWhich() {
    System.setProperty("apex.errTerminal", "true");
    try {
      check(good, bad);
    } finally {
      System.clearProperty("apex.errTerminal");
    }
    assertTrue(err.toString().contains("checking 2 of 2: " + bad), err::toString);
    assertTrue(err.toString().endsWith("\r\033[K"), err::toString);
    assertFalse(out.toString().contains("\033"), "standard output is another stream");
  }

  @Test
  void aModelThatDoesNotExistIsRefusedWithTheNamesOfTheHelp() {
    assertEquals(64, check("--model", "foo", "any"));
    assertTrue(err.toString().contains("found 'foo', expected register or kv"), err::toString);
  }

  /** Runs the command with a clock that moves by a second at every look. */
  private int check(Object... arguments) {
    AtomicLong clockNanos = new AtomicLong();
    CommandLine command =
        new CommandLine(new CheckCommand(() -> clockNanos.addAndGet(SECOND)))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .setColorScheme(Help.defaultColorScheme(ansi));
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    return command.execute(words);
  }

  /** Twenty loops of concurrent cas, and one that no order reaches: 2^20 sets to try. */
  private static String unreachableLoop() {
    StringBuilder begin = new StringBuilder(GOOD);
    StringBuilder end = new StringBuilder();
    int process = 1;
    for (int loop = 2; loop < 24; loop++) {
      for (String cas : new String[] {"[1 " + loop + "]", "[" + loop + " 1]"}) {
        String from = loop < 22 ? cas : loop == 22 ? "[90 91]" : "[91 90]";
        begin.append("INFO  jepsen.util - " + process + " :invoke :cas " + from + "\n");
        end.append("INFO  jepsen.util - " + process++ + " :ok :cas " + from + "\n");
      }
    }
    return begin.toString() + end;
  }
}
