package io.apexkv.sim.history;

import java.util.Arrays;

/** The growing arrays behind a history; one entry an operation, by its number. */
final class HistoryColumns {
  int size;
  int keyCount;
  int[] process;
  int[] key;
  Action[] action;
  Outcome[] outcome;
  Observation[] observation;
  long[] value;
  long[] replacement;
  int[] invokedAt;
  int[] returnedAt;

  HistoryColumns(int capacity) {
    process = new int[capacity];
    key = new int[capacity];
    action = new Action[capacity];
    outcome = new Outcome[capacity];
    observation = new Observation[capacity];
    value = new long[capacity];
    replacement = new long[capacity];
    invokedAt = new int[capacity];
    returnedAt = new int[capacity];
  }

  boolean isFull() {
    return size == process.length;
  }

  /** A copy with room for {@code capacity} operations. */
  HistoryColumns copy(int capacity) {
    HistoryColumns copy = new HistoryColumns(0);
    copy.size = size;
    copy.keyCount = keyCount;
    copy.process = Arrays.copyOf(process, capacity);
    copy.key = Arrays.copyOf(key, capacity);
    copy.action = Arrays.copyOf(action, capacity);
    copy.outcome = Arrays.copyOf(outcome, capacity);
    copy.observation = Arrays.copyOf(observation, capacity);
    copy.value = Arrays.copyOf(value, capacity);
    copy.replacement = Arrays.copyOf(replacement, capacity);
    copy.invokedAt = Arrays.copyOf(invokedAt, capacity);
    copy.returnedAt = Arrays.copyOf(returnedAt, capacity);
    return copy;
  }
}
