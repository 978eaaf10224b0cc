package io.apexkv.sim.linearizability;

import io.apexkv.sim.history.History;
import io.apexkv.sim.history.Outcome;
import java.util.Arrays;

/** The operations of a history, sorted by key and, within a key, by invocation. */
final class OperationsByKey {
  private final History history;

  /** All operations; those of a key stand at {@code start[key]} to {@code start[key + 1]}. */
  private final int[] numbers;

  private final int[] start;

  OperationsByKey(History history) {
    this.history = history;
    numbers = new int[history.size()];
    start = new int[history.keyCount() + 1];
    for (int operation = 0; operation < history.size(); operation++) {
      start[history.key(operation) + 1]++;
    }
    for (int key = 0; key < history.keyCount(); key++) {
      start[key + 1] += start[key];
    }
    int[] next = start.clone();
    for (int operation = 0; operation < history.size(); operation++) {
      numbers[next[history.key(operation)]++] = operation;
    }
  }

  int size(int key) {
    return start[key + 1] - start[key];
  }

  /** The operations of a key as they stood before the position {@code horizon}. */
  KeyOperations until(int key, int horizon) {
    return new KeyOperations(history, numbers, start[key], start[key + 1], horizon);
  }

  /** The operations of a key whose outcome is OK, in the order of their returns. */
  int[] byReturn(int key) {
    long[] returns = new long[size(key)];
    int count = 0;
    for (int i = start[key]; i < start[key + 1]; i++) {
      if (history.outcome(numbers[i]) == Outcome.OK) {
        returns[count++] = (long) history.returnedAt(numbers[i]) << 32 | numbers[i];
      }
    }
    Arrays.sort(returns, 0, count);
    int[] result = new int[count];
    for (int i = 0; i < count; i++) {
      result[i] = (int) returns[i];
    }
    return result;
  }
}
