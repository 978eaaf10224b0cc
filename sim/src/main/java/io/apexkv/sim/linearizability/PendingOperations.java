package io.apexkv.sim.linearizability;

import io.apexkv.sim.history.History;
import java.util.Arrays;

/**
 * The operations not placed yet, in the order of the history. The required ones are there with
 * their invocations and returns: one of them can be next if no return stands before its invocation
 * (Wing and Gong, section 4). The optional ones have no return, so they wait in a ring of their
 * own, where they do not lengthen the walk to the first return.
 */
final class PendingOperations {
  /** There is no such operation. */
  static final int NONE = -1;

  private final KeyOperations operations;
  private final OrderedRing events;
  private final OrderedRing optionals;

  /** By event: the operation, and whether the event is its return. */
  private final int[] operationOf;

  private final boolean[] isReturn;
  private final int[] invocation;
  private final int[] returning;

  PendingOperations(KeyOperations operations) {
    this.operations = operations;
    int required = operations.requiredCount;
    long[] order = new long[2 * required];
    for (int i = 0; i < required; i++) {
      order[2 * i] = (long) operations.invokedAt[i] << 32 | i;
      order[2 * i + 1] = (long) operations.returnedAt[i] << 32 | i;
    }
    Arrays.sort(order);
    operationOf = new int[2 * required];
    isReturn = new boolean[2 * required];
    invocation = new int[required];
    returning = new int[required];
    for (int event = 0; event < order.length; event++) {
      int i = (int) order[event];
      operationOf[event] = i;
      isReturn[event] = order[event] >>> 32 == operations.returnedAt[i];
      (isReturn[event] ? returning : invocation)[i] = event;
    }
    events = new OrderedRing(2 * required);
    optionals = new OrderedRing(operations.count - required);
  }

  void remove(int i) {
    if (operations.isOptional(i)) {
      optionals.lift(i - operations.requiredCount);
    } else {
      // In this order, so that what comes after a removed invocation is never its own return.
      events.lift(returning[i]);
      events.lift(invocation[i]);
    }
  }

  /** Undoes the last {@link #remove} that is not undone yet. */
  void putBack(int i) {
    if (operations.isOptional(i)) {
      optionals.putBack(i - operations.requiredCount);
    } else {
      events.putBack(invocation[i]);
      events.putBack(returning[i]);
    }
  }

  boolean hasRequired() {
    return events.first() != events.end();
  }

  /** The first required operation that can be next, in the order of invocations. */
  int firstRequired() {
    return requiredAt(events.first());
  }

  /** The next one after {@code i}, which may have been removed since it was answered. */
  int requiredAfter(int i) {
    return requiredAt(events.after(invocation[i]));
  }

  private int requiredAt(int event) {
    return event == events.end() || isReturn[event] ? NONE : operationOf[event];
  }

  /** The position of the first return: what was invoked after it must wait. */
  int barrier() {
    int event = events.first();
    while (event != events.end()) {
      if (isReturn[event]) {
        return operations.returnedAt[operationOf[event]];
      }
      event = events.after(event);
    }
    return History.NEVER;
  }

  /** The first optional operation that was invoked before the barrier. */
  int firstOptional(int barrier) {
    return optionalAt(optionals.first(), barrier);
  }

  /** The next one after {@code i}. */
  int optionalAfter(int i, int barrier) {
    return optionalAt(optionals.after(i - operations.requiredCount), barrier);
  }

  private int optionalAt(int index, int barrier) {
    int i = index + operations.requiredCount;
    return index == optionals.end() || operations.invokedAt[i] > barrier ? NONE : i;
  }
}
