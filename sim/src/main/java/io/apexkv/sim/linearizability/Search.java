package io.apexkv.sim.linearizability;

import static io.apexkv.sim.linearizability.PendingOperations.NONE;

import java.util.Arrays;

/**
 * Wing and Gong's depth-first search for a legal order of the operations of one key, with Lowe's
 * memoisation of configurations.
 *
 * <p>Beyond the papers it leaves out choices that decide nothing; each of these keeps at least one
 * legal order if there is any:
 *
 * <ol>
 *   <li>An operation that never changes the state (a read, a refused cas) is placed as soon as it
 *       can be next and is legal: moving it to the front of an order leaves all others legal.
 *   <li>An optional operation is placed only where it changes the state and what can follow at once
 *       waits for that: otherwise the order is legal without it.
 *   <li>Of optional twins, equal but for their times, the earlier invoked is placed first.
 *   <li>{@link Specification} refuses steps after which some read can never see its value.
 * </ol>
 */
final class Search {
  private final KeyOperations operations;
  private final Specification specification;
  private final Budget budget;
  private final ConfigurationSet configurations;
  private final PendingOperations pending;
  private final PlacedSet placed;
  private final Candidates optionals;
  private final int[] earlierTwin;
  private final long[] configuration;

  /** The operations placed so far, in their order. */
  private final int[] order;

  private int orderLength;

  /** By depth: the operation chosen there, and what it was chosen in. */
  private final int[] choice;

  private final int[] orderLengthBefore;
  private final int[] stateBefore;
  private int depth;

  private int state;

  private long steps;

  /**
   * @param configurations an empty set; the search fills it
   * @param stepsBefore the count of steps to go on from
   */
  Search(
      KeyOperations operations,
      Specification specification,
      Budget budget,
      ConfigurationSet configurations,
      long stepsBefore) {
    this.operations = operations;
    this.specification = specification;
    this.budget = budget;
    this.configurations = configurations;
    steps = stepsBefore;
    int count = operations.count;
    pending = new PendingOperations(operations);
    placed = new PlacedSet(operations.requiredCount, count);
    optionals = new Candidates(count);
    earlierTwin = earlierTwins();
    configuration = new long[1 + placed.maxLongs()];
    order = new int[count];
    choice = new int[count];
    orderLengthBefore = new int[count];
    stateBefore = new int[count];
    state = specification.initialState();
  }

  /** Runs the search, once. */
  Verdict run() {
    if (specification.isHopeless()) {
      return Verdict.NOT_LINEARIZABLE;
    }
    placePureOnes();
    int candidate = firstCandidate();
    while (pending.hasRequired()) {
      if (candidate == NONE) {
        if (depth == 0) {
          return Verdict.NOT_LINEARIZABLE;
        }
        candidate = candidateAfter(takeBackLastChoice());
        continue;
      }
      if (budget.isSpent(++steps)) {
        return Verdict.UNKNOWN;
      }
      candidate = choose(candidate) ? firstCandidate() : candidateAfter(candidate);
    }
    return Verdict.LINEARIZABLE;
  }

  /** All steps so far, those before this search included. */
  long steps() {
    return steps;
  }

  /** After {@code LINEARIZABLE}: the operations in a legal order; optional ones may be missing. */
  int[] order() {
    return Arrays.copyOf(order, orderLength);
  }

  /** Makes {@code i} the next operation, unless it can't be or leads to where we have been. */
  private boolean choose(int i) {
    boolean optional = operations.isOptional(i);
    if (optional && twinWaits(i)) {
      return false;
    }
    int next = specification.next(state, i);
    if (next == Specification.ILLEGAL || (optional && next == state)) {
      return false;
    }
    choice[depth] = i;
    orderLengthBefore[depth] = orderLength;
    stateBefore[depth] = state;
    depth++;
    optionals.open(depth);
    place(i);
    state = next;
    placePureOnes();
    if (isNewConfiguration()) {
      return true;
    }
    takeBackLastChoice();
    return false;
  }

  private int takeBackLastChoice() {
    depth--;
    while (orderLength > orderLengthBefore[depth]) {
      int i = order[--orderLength];
      pending.putBack(i);
      placed.remove(i);
      specification.takeBack(i);
    }
    state = stateBefore[depth];
    return choice[depth];
  }

  private void place(int i) {
    order[orderLength++] = i;
    pending.remove(i);
    placed.add(i);
    specification.place(i);
  }

  /** Rule 1, in one walk: what becomes free to be next on the way stands further on. */
  private void placePureOnes() {
    for (int i = pending.firstRequired(); i != NONE; i = pending.requiredAfter(i)) {
      if (operations.effect[i].isPure() && specification.next(state, i) == state) {
        place(i);
      }
    }
  }

  private int firstCandidate() {
    return candidateFrom(pending.firstRequired());
  }

  private int candidateAfter(int i) {
    return operations.isOptional(i)
        ? optionals.take(depth)
        : candidateFrom(pending.requiredAfter(i));
  }

  /** The first required one from {@code i} on that changes the state; then the optional ones. */
  private int candidateFrom(int i) {
    int candidate = i;
    while (candidate != NONE && operations.effect[candidate].isPure()) {
      candidate = pending.requiredAfter(candidate);
    }
    if (candidate != NONE) {
      return candidate;
    }
    specification.addUsefulOptionals(state, pending, optionals, depth);
    return optionals.take(depth);
  }

  private boolean isNewConfiguration() {
    configuration[0] = state;
    int keyEnd = placed.writeRequired(configuration, 1);
    int end = placed.writeOptional(configuration, keyEnd);
    return configurations.add(configuration, keyEnd, end);
  }

  private boolean twinWaits(int i) {
    int twin = earlierTwin[i - operations.requiredCount];
    return twin != NONE && !placed.hasOptional(twin);
  }

  /** By optional operation: the nearest earlier one that is equal but for its time. */
  private int[] earlierTwins() {
    int required = operations.requiredCount;
    int optional = operations.count - required;
    Integer[] sorted = new Integer[optional];
    Arrays.setAll(sorted, index -> required + index);
    Arrays.sort(sorted, specification::compareButForTime);
    int[] twins = new int[optional];
    Arrays.fill(twins, NONE);
    for (int index = 1; index < optional; index++) {
      if (specification.compareButForTime(sorted[index - 1], sorted[index]) == 0) {
        twins[sorted[index] - required] = sorted[index - 1];
      }
    }
    return twins;
  }
}
