package io.apexkv.sim.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.history.HistoryReader;
import io.apexkv.sim.history.RecordedHistory;
import io.apexkv.sim.linearizability.Budget;
import io.apexkv.sim.linearizability.LinearizabilityChecker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clicks through pages in a real browser. Without a Chromium it is skipped, and says so. */
class PageInBrowserTest {

  /** As in lanes.js. */
  private static final int GUTTER = 132;

  private static final int MOST_ARROWS = 500;

  @TempDir static @Nullable Path folder;
  private static @Nullable Chromium started;
  private static @Nullable Path killedPage;

  @BeforeAll
  static void startBrowser() throws Exception {
    Optional<Path> program = Chromium.find();
    assumeTrue(
        program.isPresent(),
        "no Chromium here: install Debian's package chromium, or set -Dapex.chromium=PROGRAM");
    started = new Chromium(program.orElseThrow(), in("profile"));
    killedPage = in("killed.html");
    Files.writeString(killedPage, PageTemplate.page(Killed.byStaleReads()));
  }

  @AfterAll
  static void stopBrowser() throws Exception {
    if (started != null) {
      started.close();
    }
  }

  /** Whatever was clicked: no error, and nothing was asked for but the file. */
  @AfterEach
  void nothingWasComplainedOfAndNothingLeftTheFile() {
    assertEquals(List.of(), browser().takeComplaints());
    List<String> requests = browser().takeRequests();
    assertTrue(requests.stream().anyMatch(url -> url.startsWith("file://")), "the page was opened");
    for (String url : requests) {
      assertTrue(url.startsWith("file://") || url.startsWith("data:"), url);
    }
  }

  private static Path in(String name) {
    return Objects.requireNonNull(folder).resolve(name);
  }

  private static Chromium browser() {
    return Objects.requireNonNull(started);
  }

  private static void openKilled() throws Exception {
    browser().open(Objects.requireNonNull(killedPage));
  }

  private static String text(String id) throws Exception {
    return browser().eval("document.getElementById('" + id + "').innerText").toString();
  }

  private static Object fact(String path) throws Exception {
    return browser().eval("JSON.parse(document.getElementById('data').textContent)." + path);
  }

  private static long span() throws Exception {
    return Long.parseLong(browser().state("until")) - Long.parseLong(browser().state("from"));
  }

  @Test
  void aPageOpensAtTheViolationAndSaysWhatItIs() throws Exception {
    openKilled();
    assertEquals("FAILED: linearizable", text("verdict"));
    assertTrue(text("note").contains("mutant 27 (deposed-leader-reads)"), text("note"));
    assertTrue(text("replay").contains("--mutant deposed-leader-reads"), text("replay"));
    assertEquals("operation", browser().state("selected"));
    assertTrue(text("details").contains("No order of the operations explains"), text("details"));
    assertEquals(fact("focus.key").toString(), browser().state("key"));
    assertTrue(text("culprit").contains("can’t be placed"), text("culprit"));
    assertTrue(text("story").contains("leads in term"), text("story"));
    assertTrue(text("legend").contains("liveness phase: faults are over"), text("legend"));
    long at = Long.parseLong(fact("focus.at").toString());
    assertTrue(Long.parseLong(browser().state("from")) < at, "the violation is in the window");
    assertTrue(Long.parseLong(browser().state("until")) > at, "the violation is in the window");
  }

  @Test
  void zoomingInShowsMessagesAndJumpingComesBack() throws Exception {
    openKilled();
    browser().click("whole");
    assertEquals("0", browser().state("from"));
    long messages = Long.parseLong(browser().state("messages"));
    boolean tooMany = messages > MOST_ARROWS;
    assertTrue(messages > 0, "the run has messages");
    assertEquals(tooMany ? 0 : messages, Long.parseLong(browser().state("arrows")));
    assertEquals(tooMany, text("hint").contains("Zoom in to see messages"), text("hint"));
    browser().click("zoom-in");
    assertTrue(Long.parseLong(browser().state("messages")) < messages, "a part of the messages");
    int zooms = 0;
    while (browser().state("arrows").equals("0") && zooms < 16) {
      long before = span();
      browser().click("zoom-in");
      assertTrue(span() < before, "each click shows less time");
      zooms++;
    }
    assertNotEquals("0", browser().state("arrows"));
    browser().click("later");
    browser().click("jump");
    assertEquals(fact("focus.view[0]").toString(), browser().state("from"));
    assertEquals(fact("focus.view[1]").toString(), browser().state("until"));
  }

  @Test
  void pointingAtAnOperationTellsWhatItIs() throws Exception {
    openKilled();
    double from = Double.parseDouble(browser().state("from"));
    // The longest one in view, since the others may be narrower than a pixel: rows are [process,
    // key, action, outcome, from, until, node, number, text].
    String inView =
        "operations.filter(each => each[1] === "
            + fact("focus.key")
            + " && each[4] > "
            + browser().state("from")
            + " && each[5] > 0 && each[5] < "
            + browser().state("until")
            + ").sort((one, other) => other[5] - other[4] - one[5] + one[4])[0]";
    double middle =
        Double.parseDouble(fact(inView + ".slice(4, 6).reduce((a, b) => (a + b) / 2)").toString());
    String words = fact(inView + "[8]").toString();
    String box = "document.getElementById('lanes').getBoundingClientRect()";
    double width = browser().number(box + ".width") - GUTTER;
    long x = Math.round(browser().number(box + ".x") + GUTTER + (middle - from) / span() * width);
    long top = browser().number(box + ".top");
    boolean found = false;
    for (long y = browser().number(box + ".bottom"); y > top && !found; y -= 5) {
      browser().move(x, y);
      found = browser().state("hovered").equals("operation") && text("tooltip").contains(words);
    }
    assertTrue(found, "'" + words + "' is where its time is");
    assertEquals("false", browser().eval("document.getElementById('tooltip').hidden").toString());
  }

  @Test
  void clickingASentenceOrAnOperationOfThePrefixSelectsIt() throws Exception {
    openKilled();
    browser().press("Escape");
    assertEquals("", browser().state("selected"));
    browser().eval("document.querySelector('#order button').click()");
    assertEquals("operation", browser().state("selected"));
    assertTrue(text("details").matches("(?s).*Number \\d+ of the longest.*"), text("details"));
    browser().eval("document.querySelector('#story button.culprit').click()");
    assertTrue(text("details").contains("No order of the operations explains"), text("details"));
  }

  @Test
  void theFilterShowsOneKeyOrAll() throws Exception {
    openKilled();
    long one = Long.parseLong(browser().state("operations"));
    choose("key", "-1");
    long all = Long.parseLong(browser().state("operations"));
    assertTrue(one > 0 && all > one, one + " operations of the key, " + all + " of all");
    assertEquals("-1", browser().state("key"));
  }

  @Test
  void theScrubberMovesTheWindow() throws Exception {
    openKilled();
    browser().click("zoom-in");
    browser().click("zoom-in");
    long before = Long.parseLong(browser().state("from"));
    long length = span();
    String box = "document.getElementById('overview').getBoundingClientRect()";
    double end = Double.parseDouble(fact("end").toString());
    double width = browser().number(box + ".width") - GUTTER;
    long x =
        Math.round(browser().number(box + ".x") + GUTTER + (before + length / 2.0) / end * width);
    long y = browser().number(box + ".y") + 20;
    int by = before < end / 2 ? 200 : -200; // to where there is room
    browser().drag(x, y, x + by, y);
    long moved = Long.parseLong(browser().state("from")) - before;
    assertTrue(Math.abs(moved - by / width * end) < end / 50, "moved by " + moved);
    assertTrue(Math.abs(span() - length) <= 1, "the window is as long as before");
  }

  @Test
  void keysDoWhatButtonsDo() throws Exception {
    openKilled();
    long before = span();
    browser().press("+");
    assertTrue(span() < before);
    browser().press("ArrowRight");
    browser().press("n");
    assertEquals("operation", browser().state("selected"));
    browser().press("0");
    assertEquals(fact("end").toString(), browser().state("until"));
    browser().press("j");
    assertEquals(fact("focus.view[0]").toString(), browser().state("from"));
  }

  @Test
  void aRecordedHistoryHasClientsAndNoNodes() throws Exception {
    String stale =
        """
        {"process":0,"type":"invoke","f":"write","key":"x","value":"</script><b>1","time":0}
        {"process":0,"type":"ok","f":"write","key":"x","time":10}
        {"process":1,"type":"invoke","f":"write","key":"x","value":"2","time":20}
        {"process":1,"type":"ok","f":"write","key":"x","time":30}
        {"process":2,"type":"invoke","f":"read","key":"x","time":40}
        {"process":2,"type":"ok","f":"read","key":"x","value":"</script><b>1","time":50}
        """;
    RecordedHistory recorded =
        HistoryReader.of(stale.getBytes(StandardCharsets.UTF_8)).read(Optional.empty());
    String data =
        HistoryPage.data(
            "stale.jsonl",
            "./apex check stale.jsonl",
            recorded,
            LinearizabilityChecker.check(
                recorded.history(), recorded.model(), Budget.ofSteps(1_000)),
            List.of(new NemesisLines.Mark(3, "kill", "kill node 2")));
    Path page = in("stale.html");
    Files.writeString(page, PageTemplate.page(data));
    browser().open(page);
    assertEquals("key x is not linearizable", text("message"));
    assertTrue(text("culprit").contains("read of \"</script><b>1\""), text("culprit"));
    assertTrue(text("order").contains("1. write"), text("order"));
    assertEquals("3", browser().state("operations"));
    assertEquals("0", browser().state("arrows"));
    assertEquals("1", browser().state("faults"));
    browser().click("zoom-in");
    browser().click("jump");
    assertEquals("operation", browser().state("selected"));
  }

  private static void choose(String id, String value) throws Exception {
    browser()
        .eval(
            "{ const choice = document.getElementById('"
                + id
                + "'); choice.value = '"
                + value
                + "'; choice.dispatchEvent(new Event('change')); }");
    browser().settle();
  }
}
