package io.apexkv.sim.linearizability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.history.History;
import io.apexkv.sim.history.HistoryBuilder;
import io.apexkv.sim.history.Model;
import io.apexkv.sim.history.Observation;
import io.apexkv.sim.history.Outcome;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/**
 * The search, all keys apart, against the definition, all keys together. So it also shows that it
 * is enough to look at each key alone.
 */
class AgainstBruteForceTest {

  @Property(tries = 4000)
  void aRegisterGetsTheVerdictOfTheDefinition(@ForAll("registers") History history) {
    assertAgrees(history, Model.REGISTER);
  }

  @Property(tries = 1000)
  void severalRegistersGetTheVerdictOfTheDefinition(@ForAll("severalRegisters") History history) {
    assertAgrees(history, Model.REGISTER);
  }

  @Property(tries = 4000)
  void aStringWithAppendGetsTheVerdictOfTheDefinition(@ForAll("strings") History history) {
    assertAgrees(history, Model.KV);
  }

  @Property(tries = 1000)
  void aViolationIsTheFirstReturnThatBreaksTheHistory(@ForAll("registers") History history) {
    assertViolationIsRight(history, Model.REGISTER);
  }

  @Property(tries = 1000)
  void aViolationOfAStringIsTheFirstReturnThatBreaksIt(@ForAll("strings") History history) {
    assertViolationIsRight(history, Model.KV);
  }

  @Provide
  Arbitrary<History> registers() {
    return RandomHistories.of(Model.REGISTER, 1, 8);
  }

  @Provide
  Arbitrary<History> severalRegisters() {
    return RandomHistories.of(Model.REGISTER, 2, 7);
  }

  @Provide
  Arbitrary<History> strings() {
    return RandomHistories.of(Model.KV, 1, 8);
  }

  private static void assertAgrees(History history, Model model) {
    Verdict verdict = LinearizabilityChecker.check(history, model, Budget.UNLIMITED).verdict();
    Statistics.collect(verdict);
    Statistics.coverage(
        coverage -> {
          coverage.check(Verdict.LINEARIZABLE).percentage(share -> share > 10);
          coverage.check(Verdict.NOT_LINEARIZABLE).percentage(share -> share > 10);
        });
    boolean expected = BruteForce.isLinearizable(history, model);
    assertEquals(expected ? Verdict.LINEARIZABLE : Verdict.NOT_LINEARIZABLE, verdict);
  }

  private static void assertViolationIsRight(History history, Model model) {
    CheckResult result = LinearizabilityChecker.check(history, model, Budget.UNLIMITED);
    if (result.verdict() != Verdict.NOT_LINEARIZABLE) {
      assertTrue(result.violation().isEmpty());
      return;
    }
    Violation violation = result.violation().orElseThrow();
    int returned = history.returnedAt(violation.culprit());
    assertTrue(BruteForce.isLinearizable(cut(history, returned), model));
    assertFalse(BruteForce.isLinearizable(cut(history, returned + 1), model));
    History before = cut(history, returned);
    assertTrue(BruteForce.explains(violation.prefixOrder(), before, model));
    for (int operation : RandomHistories.byReturn(before)) {
      assertTrue(
          before.outcome(operation) == Outcome.FAILED
              || violation.prefixOrder().contains(operation));
    }
  }

  /** The history before the event at {@code end}; which operations failed is known beforehand. */
  private static History cut(History history, int end) {
    HistoryBuilder builder = new HistoryBuilder(history.keys(), history.values());
    for (int position = 0; position < end; position++) {
      for (int operation = 0; operation < history.size(); operation++) {
        if (history.invokedAt(operation) == position) {
          invoke(builder, history, operation);
        } else if (history.returnedAt(operation) == position) {
          builder.at(position);
          end(builder, history, operation);
        }
      }
    }
    for (int operation = 0; operation < builder.size(); operation++) {
      if (history.outcome(operation) == Outcome.FAILED && history.returnedAt(operation) >= end) {
        builder.fail(operation);
      }
    }
    return builder.build();
  }

  private static void invoke(HistoryBuilder builder, History history, int operation) {
    builder.at(history.invokedAt(operation));
    int process = history.process(operation);
    int key = history.key(operation);
    long value = history.value(operation);
    switch (history.action(operation)) {
      case READ -> builder.invokeRead(process, key);
      case WRITE -> builder.invokeWrite(process, key, value);
      case APPEND -> builder.invokeAppend(process, key, value);
      case DELETE -> builder.invokeDelete(process, key);
      case CAS -> builder.invokeCas(process, key, value, history.replacement(operation));
    }
  }

  private static void end(HistoryBuilder builder, History history, int operation) {
    boolean yes = history.observation(operation) == Observation.YES;
    if (history.outcome(operation) == Outcome.FAILED) {
      builder.fail(operation);
      return;
    }
    switch (history.action(operation)) {
      case READ -> builder.okRead(operation, history.value(operation));
      case WRITE, APPEND -> builder.ok(operation);
      case CAS -> builder.okCas(operation, yes);
      case DELETE -> {
        if (history.observation(operation) == Observation.UNSAID) {
          builder.ok(operation);
        } else {
          builder.okDelete(operation, yes);
        }
      }
    }
  }
}
