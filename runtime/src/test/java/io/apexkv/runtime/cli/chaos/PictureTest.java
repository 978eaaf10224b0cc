package io.apexkv.runtime.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.runtime.cli.local.TrialSnapshot;
import io.apexkv.runtime.cli.local.TrialSnapshot.State;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PictureTest {

  private static final long MILLI = 1_000_000;

  private final FailoverMeter meter = new FailoverMeter();

  @Test
  void barsGrowByEighthsOfACell() {
    assertEquals(List.of("    ▄█", " ▁▄███"), fine(0, 1, 4, 8, 12, 16));
    assertEquals(
        List.of("    ##", "  ####"), Bars.lines(numbers(0, 1, 4, 8, 12, 16), 16, 2, false));
  }

  @Test
  void whatIsMoreThanFullIsFullAndALittleIsNotNothing() {
    assertEquals(List.of(" █", "▁█"), fine(1, 99));
  }

  @Test
  void aFrameShowsTheGapTheMarkAndTheNodes() {
    fourSecondsWithAGapAfter(2_000, 200);
    String expected =
        """
        headline

         1,000  ████████████████████  ██████████████████
        writes  ████████████████████  ██████████████████
        a sec.  ████████████████████  ██████████████████
                ████████████████████  ██████████████████
                ████████████████████  ██████████████████
             0  ████████████████████  ██████████████████
                0s        1s        2s        3s
                                    ^kill -9
          node 1  dead
          node 2  leader
          node 3  follower

           2.0 s  kill -9 of node 1, the leader






          footer
        """;
    assertEquals(
        expected, String.join("\n", new Picture(50, false, true).lines(scene(4_000))) + "\n");
  }

  @Test
  void itFitsTheTerminalAndKeepsItsHeight() {
    fourSecondsWithAGapAfter(2_000, 200);
    for (int width : new int[] {80, 120, 200}) {
      List<String> early = new Picture(width, false, true).lines(scene(100));
      List<String> late = new Picture(width, false, true).lines(scene(29_900));
      assertEquals(early.size(), late.size());
      assertTrue(late.size() <= 22, "it leaves room for a prompt on 24 lines");
      for (String line : late) {
        assertTrue(line.length() <= width, line);
      }
    }
  }

  @Test
  void itMovesOnWhenTheTimeIsLongerThanTheTerminalIsWide() {
    fourSecondsWithAGapAfter(2_000, 200);
    List<String> lines = new Picture(40, false, true).lines(scene(9_000));
    assertTrue(lines.get(8).contains("9s") || lines.get(8).contains("8s"), lines::toString);
    assertFalse(lines.get(8).contains("2s"), lines::toString);
    assertFalse(lines.get(9).contains("kill"), lines::toString);
  }

  @Test
  void itCarriesEscapesOnlyWhereColourIsWanted() {
    fourSecondsWithAGapAfter(2_000, 200);
    assertFalse(
        String.join("", new Picture(80, false, true).lines(scene(4_000))).contains("\u001b"));
    assertTrue(
        String.join("", new Picture(80, true, true).lines(scene(4_000))).contains("\u001b[3"));
  }

  @Test
  void theLocaleSaysWhetherTheTerminalShowsMoreThanAscii() {
    assertTrue(Canvas.isUnicode(Map.of("LANG", "en_US.UTF-8")));
    assertTrue(Canvas.isUnicode(Map.of("LANG", "C", "LC_ALL", "C.utf8")));
    assertFalse(Canvas.isUnicode(Map.of("LANG", "C")));
    assertFalse(Canvas.isUnicode(Map.of()));
  }

  private void fourSecondsWithAGapAfter(long killMillis, long gapMillis) {
    for (long at = 0; at < 4_000; at++) {
      if (at < killMillis || at >= killMillis + gapMillis) {
        meter.acknowledgedAt(at * MILLI);
      }
    }
    meter.dealt(new Blow(StrikeKind.KILL_LEADER, killMillis * MILLI, 1, 1, true));
  }

  private Picture.Scene scene(long elapsedMillis) {
    TrialSnapshot cluster =
        new TrialSnapshot(0, List.of(State.DOWN, State.LEADER, State.FOLLOWER), 2, 2, false);
    Story story = new Story(0);
    story.look(cluster, meter);
    return new Picture.Scene(
        0,
        elapsedMillis * MILLI,
        1_000,
        meter,
        cluster,
        story.lines().subList(0, 1),
        "headline",
        "footer");
  }

  private static List<String> fine(long... numbers) {
    return Bars.lines(numbers, 16, 2, true);
  }

  private static long[] numbers(long... numbers) {
    return numbers;
  }
}
