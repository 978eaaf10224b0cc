package io.apexkv.sim.linearizability;

import io.apexkv.sim.history.History;
import io.apexkv.sim.history.Model;
import io.apexkv.sim.history.Observation;
import io.apexkv.sim.history.Outcome;
import java.util.TreeMap;

/**
 * The definition of linearizability, word for word and without any cleverness: tries every order of
 * all operations of all keys together. For histories of ten operations or so, whose values are
 * plain words.
 */
final class BruteForce {
  private static final String EMPTY = "\"\"";

  private final History history;
  private final Model model;
  private final boolean[] placed;

  private BruteForce(History history, Model model) {
    this.history = history;
    this.model = model;
    placed = new boolean[history.size()];
  }

  static boolean isLinearizable(History history, Model model) {
    return new BruteForce(history, model).canFinish(new TreeMap<>());
  }

  /** Whether {@code order} is a legal order of its operations of one key, and keeps real time. */
  static boolean explains(Iterable<Integer> order, History history, Model model) {
    TreeMap<Integer, String> values = new TreeMap<>();
    int latestInvocation = -1;
    for (int operation : order) {
      if (history.returnedAt(operation) < latestInvocation
          || !applyTo(values, history, model, operation)) {
        return false;
      }
      latestInvocation = Math.max(latestInvocation, history.invokedAt(operation));
    }
    return true;
  }

  /** {@code values}: what each key holds; a key that holds nothing is not there. */
  private boolean canFinish(TreeMap<Integer, String> values) {
    boolean allDone = true;
    for (int operation = 0; operation < history.size(); operation++) {
      if (placed[operation] || history.outcome(operation) == Outcome.FAILED) {
        continue;
      }
      allDone &= history.outcome(operation) == Outcome.UNKNOWN;
      if (!canBeNext(operation)) {
        continue;
      }
      TreeMap<Integer, String> after = new TreeMap<>(values);
      if (applyTo(after, history, model, operation)) {
        placed[operation] = true;
        boolean finished = canFinish(after);
        placed[operation] = false;
        if (finished) {
          return true;
        }
      }
    }
    return allDone;
  }

  private boolean canBeNext(int operation) {
    for (int other = 0; other < history.size(); other++) {
      if (!placed[other]
          && history.outcome(other) == Outcome.OK
          && history.returnedAt(other) < history.invokedAt(operation)) {
        return false;
      }
    }
    return true;
  }

  /** Does it; false if its answer would have been another one. */
  private static boolean applyTo(
      TreeMap<Integer, String> values, History history, Model model, int operation) {
    int key = history.key(operation);
    boolean known = history.outcome(operation) == Outcome.OK;
    String initial = model == Model.KV ? EMPTY : "nil";
    String before = values.getOrDefault(key, initial);
    String value = history.valueName(history.value(operation));
    switch (history.action(operation)) {
      case READ -> {
        return !known || before.equals(value);
      }
      case WRITE -> values.put(key, value);
      case APPEND -> values.put(key, before.equals(EMPTY) ? value : before + value);
      case CAS -> {
        boolean swaps = before.equals(value);
        if (swaps) {
          values.put(key, history.valueName(history.replacement(operation)));
        }
        return !known || swaps == (history.observation(operation) == Observation.YES);
      }
      case DELETE -> {
        values.put(key, "nil");
        Observation observation = history.observation(operation);
        return !known
            || observation == Observation.UNSAID
            || before.equals("nil") == (observation == Observation.NO);
      }
    }
    return true;
  }
}
