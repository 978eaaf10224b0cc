package io.apexkv.sim.linearizability;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.sim.history.History;
import io.apexkv.sim.history.HistoryBuilder;
import io.apexkv.sim.history.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A violation is explained by what was known when it came to light, and nothing later. */
class ExplanationTest {

  private static final int KEY = 5;

  private final HistoryBuilder builder = new HistoryBuilder();

  private Violation violation() {
    return LinearizabilityChecker.check(builder.build(), Model.REGISTER, Budget.UNLIMITED)
        .violation()
        .orElseThrow();
  }

  private List<String> lines() {
    return new Explanation(builder.build(), Model.REGISTER, "event").lines(violation());
  }

  @Test
  void whatHadNotReturnedIsToldWithoutItsLaterAnswer() {
    int swap = builder.invokeCas(0, KEY, History.ABSENT, 7);
    builder.okRead(builder.invokeRead(1, KEY), 7);
    int culprit = builder.invokeRead(1, KEY);
    builder.okRead(culprit, History.ABSENT);
    builder.okCas(swap, true);
    assertEquals(
        List.of(
            "key 5: read of nil (process 1, events 3 to 4) can't be placed",
            "all that returned before event 4 fits in this order (2), which leaves 7:",
            "  cas nil -> 7 (process 0, from event 0, not answered yet)",
            "  read of 7 (process 1, events 1 to 2)",
            "under way at the same time:",
            "  cas nil -> 7 (process 0, from event 0, not answered yet)"),
        lines());
    Explanation words = new Explanation(builder.build(), Model.REGISTER, "event");
    assertEquals("cas nil -> 7, not answered yet", words.requestAndAnswerBefore(swap, culprit));
    assertEquals("cas nil -> 7, swapped", words.requestAndAnswer(swap));
  }

  @Test
  void aCulpritWhoseEffectWasSeenBeforeItsReturnStandsInItsPrefixUnanswered() {
    builder.ok(builder.invokeWrite(0, KEY, 1));
    int culprit = builder.invokeCas(1, KEY, 1, 2);
    builder.okRead(builder.invokeRead(0, KEY), 2);
    builder.okCas(culprit, false);
    assertEquals(List.of(0, culprit, 2), violation().prefixOrder());
    assertEquals(
        List.of(
            "key 5: cas 1 -> 2, refused (process 1, events 2 to 5) can't be placed",
            "all that returned before event 5 fits in this order (3), which leaves 2:",
            "  write 1 (process 0, events 0 to 1)",
            "  cas 1 -> 2 (process 1, from event 2, not answered yet)",
            "  read of 2 (process 0, events 3 to 4)",
            "under way at the same time:",
            "  read of 2 (process 0, events 3 to 4)"),
        lines());
  }

  @Test
  void whatWasNeverAnsweredSaysSo() {
    int lost = builder.invokeWrite(0, KEY, 9);
    int culprit = builder.invokeRead(1, KEY);
    builder.okRead(culprit, 8);
    assertEquals("  write 9 (process 0, from event 0, outcome unknown)", lines().getLast());
    assertEquals(
        "write 9, outcome unknown",
        new Explanation(builder.build(), Model.REGISTER, "event")
            .requestAndAnswerBefore(lost, culprit));
  }
}
