package io.apexkv.sim.linearizability;

import static io.apexkv.sim.linearizability.PendingOperations.NONE;

import io.apexkv.sim.history.History;
import java.util.Arrays;

/**
 * A register with compare-and-swap that starts absent. A state is the rank of its value among those
 * that any operation tests for; all others are one, since nothing tells them apart.
 *
 * <p>The look ahead counts, for every value, the required operations that must still find it and
 * the operations that can still bring it about: a value may not be left while one is due and
 * nothing is left to bring it back. With values that are written once this leaves the search almost
 * no choice.
 */
final class RegisterSpecification extends Specification {
  private final KeyOperations operations;
  private final int[] first;
  private final int[] second;
  private final int absent;

  /** By value: unplaced required operations that are legal only there. */
  private final int[] finders;

  /** By value: unplaced operations that lead there from elsewhere. */
  private final int[] makers;

  /** The optional operations by the value that they lead to: at {@code optionalStart[value]} on. */
  private final int[] optionals;

  private final int[] optionalStart;
  private final boolean[] placed;

  /** The values wanted in one call of {@link #addUsefulOptionals}, each once. */
  private final int[] wanted;

  private int wantedCount;
  private final int[] wantedInCall;
  private int call;

  RegisterSpecification(KeyOperations operations) {
    this.operations = operations;
    long[] values = testedValues(operations);
    int count = operations.count;
    first = new int[count];
    second = new int[count];
    for (int i = 0; i < count; i++) {
      first[i] = rank(values, operations.first[i]);
      second[i] = rank(values, operations.second[i]);
    }
    absent = rank(values, History.ABSENT);
    int stateCount = values.length + 1;
    finders = new int[stateCount];
    makers = new int[stateCount];
    for (int i = 0; i < count; i++) {
      count(i, 1);
    }
    placed = new boolean[count];
    optionals = new int[count - operations.requiredCount];
    optionalStart = new int[stateCount + 1];
    sortOptionals();
    wanted = new int[stateCount];
    wantedInCall = new int[stateCount];
  }

  /** The values whose presence any operation tests, and absence; each once, ascending. */
  private static long[] testedValues(KeyOperations operations) {
    long[] values = new long[operations.count + 1];
    values[0] = History.ABSENT;
    int tested = 1;
    for (int i = 0; i < operations.count; i++) {
      if (operations.effect[i] != Effect.SET) {
        values[tested++] = operations.first[i];
      }
    }
    Arrays.sort(values, 0, tested);
    int distinct = 1;
    for (int i = 1; i < tested; i++) {
      if (values[i] != values[distinct - 1]) {
        values[distinct++] = values[i];
      }
    }
    return Arrays.copyOf(values, distinct);
  }

  private static int rank(long[] values, long value) {
    int rank = Arrays.binarySearch(values, value);
    return rank < 0 ? values.length : rank;
  }

  @Override
  int initialState() {
    return absent;
  }

  @Override
  boolean isHopeless() {
    ValuePeriods periods = new ValuePeriods(finders.length, absent);
    for (int i = 0; i < operations.count; i++) {
      int invokedAt = operations.invokedAt[i];
      int returnedAt = operations.returnedAt[i];
      switch (operations.effect[i]) {
        case IS -> periods.addFinder(first[i], invokedAt, returnedAt);
        case SET -> periods.addMaker(first[i], invokedAt, returnedAt);
        case REMOVE -> periods.addMaker(absent, invokedAt, returnedAt);
        case SWAP -> {
          periods.addMaker(second[i], invokedAt, returnedAt);
          if (!operations.isOptional(i)) {
            periods.addFinder(first[i], invokedAt, returnedAt);
          }
        }
        case IS_NOT, APPEND -> {}
      }
    }
    return periods.contradict();
  }

  @Override
  int next(int state, int i) {
    return switch (operations.effect[i]) {
      case IS -> state == first[i] ? state : ILLEGAL;
      case IS_NOT -> state != first[i] ? state : ILLEGAL;
      case SET -> leave(state, first[i], 0);
      case SWAP ->
          state == first[i] ? leave(state, second[i], operations.isOptional(i) ? 0 : 1) : ILLEGAL;
      case REMOVE -> state != absent ? leave(state, absent, 0) : ILLEGAL;
      case APPEND -> throw new IllegalArgumentException("a register has no append");
    };
  }

  /** {@code own} of the finders of the state are the very operation that leaves it. */
  private int leave(int state, int next, int own) {
    return state != next && finders[state] > own && makers[state] == 0 ? ILLEGAL : next;
  }

  /**
   * Works backwards: from the values that the operations which can be next wait for, by optional
   * cas to the values that those wait for in turn.
   */
  @Override
  void addUsefulOptionals(int state, PendingOperations pending, Candidates candidates, int depth) {
    call++;
    wantedCount = 0;
    boolean anyChangeHelps = false;
    for (int i = pending.firstRequired(); i != NONE; i = pending.requiredAfter(i)) {
      switch (operations.effect[i]) {
        case IS, SWAP -> want(first[i], state);
        case IS_NOT -> anyChangeHelps |= state == first[i];
        case REMOVE -> anyChangeHelps |= state == absent;
        case SET, APPEND -> {}
      }
    }
    int barrier = pending.barrier();
    if (anyChangeHelps) {
      for (int i = pending.firstOptional(barrier);
          i != NONE;
          i = pending.optionalAfter(i, barrier)) {
        candidates.add(depth, i);
      }
      return;
    }
    for (int w = 0; w < wantedCount; w++) {
      for (int k = optionalStart[wanted[w]]; k < optionalStart[wanted[w] + 1]; k++) {
        int i = optionals[k];
        if (placed[i] || operations.invokedAt[i] > barrier) {
          continue;
        }
        if (operations.effect[i] == Effect.SET || first[i] == state) {
          candidates.add(depth, i);
        } else {
          want(first[i], state);
        }
      }
    }
  }

  private void want(int value, int state) {
    if (value != state && wantedInCall[value] != call) {
      wantedInCall[value] = call;
      wanted[wantedCount++] = value;
    }
  }

  @Override
  int compareButForTime(int i, int j) {
    int byEffect = operations.effect[i].compareTo(operations.effect[j]);
    int byFirst = byEffect != 0 ? byEffect : Integer.compare(first[i], first[j]);
    return byFirst != 0 ? byFirst : Integer.compare(second[i], second[j]);
  }

  @Override
  void place(int i) {
    placed[i] = true;
    count(i, -1);
  }

  @Override
  void takeBack(int i) {
    placed[i] = false;
    count(i, 1);
  }

  private void sortOptionals() {
    for (int i = operations.requiredCount; i < operations.count; i++) {
      optionalStart[target(i) + 1]++;
    }
    for (int value = 0; value + 1 < optionalStart.length; value++) {
      optionalStart[value + 1] += optionalStart[value];
    }
    int[] next = optionalStart.clone();
    for (int i = operations.requiredCount; i < operations.count; i++) {
      optionals[next[target(i)]++] = i;
    }
  }

  /** Where an optional operation leads: it is a blind write or a cas. */
  private int target(int i) {
    return operations.effect[i] == Effect.SWAP ? second[i] : first[i];
  }

  private void count(int i, int change) {
    switch (operations.effect[i]) {
      case IS -> finders[first[i]] += change;
      case SET -> makers[first[i]] += change;
      case SWAP -> {
        makers[second[i]] += change;
        if (!operations.isOptional(i)) {
          finders[first[i]] += change;
        }
      }
      case REMOVE -> makers[absent] += change;
      case IS_NOT, APPEND -> {}
    }
  }
}
