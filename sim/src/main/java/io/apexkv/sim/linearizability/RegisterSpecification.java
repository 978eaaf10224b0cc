package io.apexkv.sim.linearizability;

import io.apexkv.sim.history.History;
import java.util.Arrays;

/**
 * A register with compare-and-swap that starts absent. A state is the rank of its value among all
 * values of the key.
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

  RegisterSpecification(KeyOperations operations) {
    this.operations = operations;
    long[] values = distinctValues(operations);
    int count = operations.count;
    first = new int[count];
    second = new int[count];
    for (int i = 0; i < count; i++) {
      first[i] = Arrays.binarySearch(values, operations.first[i]);
      second[i] = Arrays.binarySearch(values, operations.second[i]);
    }
    absent = Arrays.binarySearch(values, History.ABSENT);
    finders = new int[values.length];
    makers = new int[values.length];
    for (int i = 0; i < count; i++) {
      count(i, 1);
    }
  }

  private static long[] distinctValues(KeyOperations operations) {
    int count = operations.count;
    long[] values = Arrays.copyOf(operations.first, 2 * count + 1);
    System.arraycopy(operations.second, 0, values, count, count);
    values[2 * count] = History.ABSENT;
    Arrays.sort(values);
    int distinct = 1;
    for (long value : values) {
      if (value != values[distinct - 1]) {
        values[distinct++] = value;
      }
    }
    return Arrays.copyOf(values, distinct);
  }

  @Override
  int initialState() {
    return absent;
  }

  @Override
  boolean isHopeless() {
    for (int value = 0; value < finders.length; value++) {
      if (value != absent && finders[value] > 0 && makers[value] == 0) {
        return true;
      }
    }
    return false;
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

  @Override
  void place(int i) {
    count(i, -1);
  }

  @Override
  void takeBack(int i) {
    count(i, 1);
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
