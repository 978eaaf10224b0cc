package io.apexkv.sim.linearizability;

import io.apexkv.sim.history.History;
import io.apexkv.sim.history.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks a history, key by key. */
public final class LinearizabilityChecker {
  /** How long the first look at a key may take: this, and as many steps for each operation. */
  private static final long QUICK_STEPS = 64;

  private final History history;
  private final Model model;
  private final Budget budget;
  private final OperationsByKey byKey;
  private final ConfigurationSet configurations = new ConfigurationSet();
  private final List<Integer> brokenKeys = new ArrayList<>();
  private List<Integer> undecidedKeys = new ArrayList<>();
  private long steps;

  private LinearizabilityChecker(History history, Model model, Budget budget) {
    this.history = history;
    this.model = model;
    this.budget = budget;
    byKey = new OperationsByKey(history);
  }

  /**
   * Checks all keys of a history.
   *
   * @throws IllegalArgumentException if the model has no such operation as the history uses
   */
  public static CheckResult check(History history, Model model, Budget budget) {
    for (int operation = 0; operation < history.size(); operation++) {
      if (!model.has(history.action(operation))) {
        throw new IllegalArgumentException(
            "the model " + model.word() + " has no " + history.action(operation).word());
      }
    }
    return new LinearizabilityChecker(history, model, budget).check();
  }

  /** A quick look at every key first, so that a hard one does not hide another that is broken. */
  private CheckResult check() {
    int keyCount = 0;
    for (int key = 0; key < history.keyCount(); key++) {
      int size = byKey.size(key);
      if (size > 0) {
        keyCount++;
        long end = steps + QUICK_STEPS * (size + 1L);
        decide(key, count -> count > end || budget.isSpent(count));
      }
    }
    List<Integer> hardKeys = undecidedKeys;
    undecidedKeys = new ArrayList<>();
    for (int key : hardKeys) {
      decide(key, budget);
    }
    return new CheckResult(
        verdict(),
        keyCount,
        steps,
        List.copyOf(brokenKeys),
        List.copyOf(undecidedKeys),
        brokenKeys.isEmpty() ? Optional.empty() : violation(brokenKeys.getFirst()));
  }

  private Verdict verdict() {
    if (!brokenKeys.isEmpty()) {
      return Verdict.NOT_LINEARIZABLE;
    }
    return undecidedKeys.isEmpty() ? Verdict.LINEARIZABLE : Verdict.UNKNOWN;
  }

  private void decide(int key, Budget limit) {
    Search search = search(byKey.until(key, History.NEVER), limit);
    switch (search.run()) {
      case LINEARIZABLE -> {}
      case NOT_LINEARIZABLE -> brokenKeys.add(key);
      case UNKNOWN -> undecidedKeys.add(key);
    }
    steps = search.steps();
  }

  private Search search(KeyOperations operations, Budget limit) {
    configurations.clear();
    Specification specification = Specification.of(model, operations, history.values());
    return new Search(operations, specification, limit, configurations, steps);
  }

  /** Finds the first return that breaks the key: by halves, since prefixes inherit. */
  private Optional<Violation> violation(int key) {
    int[] returns = byKey.byReturn(key);
    int good = 0;
    int bad = returns.length;
    while (good + 1 < bad) {
      // Invariant: the history before return `good` is linearizable, before return `bad` it is not.
      int middle = (good + bad) >>> 1;
      int horizon = history.returnedAt(returns[middle]);
      Search search = search(byKey.until(key, horizon), budget);
      Verdict verdict = search.run();
      steps = search.steps();
      if (verdict == Verdict.UNKNOWN) {
        return Optional.empty();
      }
      if (verdict == Verdict.LINEARIZABLE) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return explain(key, returns[good]);
  }

  private Optional<Violation> explain(int key, int culprit) {
    KeyOperations prefix = byKey.until(key, history.returnedAt(culprit));
    Search search = search(prefix, budget);
    Verdict verdict = search.run();
    steps = search.steps();
    if (verdict != Verdict.LINEARIZABLE) {
      return Optional.empty();
    }
    List<Integer> order = new ArrayList<>();
    for (int i : search.order()) {
      order.add(prefix.operation[i]);
    }
    return Optional.of(
        new Violation(key, culprit, List.copyOf(order), neighbours(prefix, culprit)));
  }

  private List<Integer> neighbours(KeyOperations prefix, int culprit) {
    List<Integer> neighbours = new ArrayList<>();
    for (int operation : prefix.operation) {
      if (operation != culprit && history.returnedAt(operation) > history.invokedAt(culprit)) {
        neighbours.add(operation);
      }
    }
    neighbours.sort(null);
    return List.copyOf(neighbours);
  }
}
