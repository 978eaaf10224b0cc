package io.apexkv.sim.linearizability;

import io.apexkv.sim.history.History;
import io.apexkv.sim.history.Observation;
import io.apexkv.sim.history.Outcome;
import java.util.Arrays;

/**
 * The operations of one key that the search has to place, in columns: first the required ones, then
 * the optional ones, each by invocation. What constrains nothing and changes nothing is left out: a
 * failed operation, a read that nobody knows the answer of.
 *
 * <p>The <em>horizon</em> is a position in the history: what was invoked at or after it is left
 * out, what had not returned before it counts as not returned. So the same history can be judged as
 * it stood earlier, but for the failed operations, which are known as such from the start.
 */
final class KeyOperations {
  final int requiredCount;
  final int count;

  /** The number of the operation in the history. */
  final int[] operation;

  final Effect[] effect;
  final long[] first;
  final long[] second;
  final int[] invokedAt;
  final int[] returnedAt;

  /**
   * @param history the whole history
   * @param numbers the operations of one key, ascending, in {@code numbers[from..to)}
   * @param horizon see above; {@link History#NEVER} for all of the history
   */
  KeyOperations(History history, int[] numbers, int from, int to, int horizon) {
    int[] kept = new int[to - from];
    int required = 0;
    int optional = 0;
    for (int i = from; i < to; i++) {
      int number = numbers[i];
      if (history.invokedAt(number) >= horizon || history.outcome(number) == Outcome.FAILED) {
        continue;
      }
      if (history.returnedAt(number) < horizon) {
        kept[required++] = number;
      } else if (mayChangeState(history, number)) {
        kept[kept.length - ++optional] = number;
      }
    }
    requiredCount = required;
    count = required + optional;
    operation = Arrays.copyOf(kept, count);
    for (int i = 0; i < optional; i++) {
      operation[required + i] = kept[kept.length - 1 - i];
    }
    effect = new Effect[count];
    first = new long[count];
    second = new long[count];
    invokedAt = new int[count];
    returnedAt = new int[count];
    for (int i = 0; i < count; i++) {
      describe(history, i);
    }
  }

  boolean isOptional(int i) {
    return i >= requiredCount;
  }

  private static boolean mayChangeState(History history, int number) {
    return switch (history.action(number)) {
      case READ -> false;
      case CAS -> history.value(number) != history.replacement(number);
      case WRITE, DELETE, APPEND -> true;
    };
  }

  private void describe(History history, int i) {
    int number = operation[i];
    boolean optional = isOptional(i);
    invokedAt[i] = history.invokedAt(number);
    returnedAt[i] = optional ? History.NEVER : history.returnedAt(number);
    first[i] = history.value(number);
    second[i] = history.replacement(number);
    // An operation cut off by the horizon has an answer that nobody knew then.
    Observation observation = optional ? Observation.UNSAID : history.observation(number);
    effect[i] =
        switch (history.action(number)) {
          case READ -> Effect.IS;
          case WRITE -> Effect.SET;
          case APPEND -> Effect.APPEND;
          case CAS -> {
            if (observation == Observation.NO) {
              yield Effect.IS_NOT;
            }
            yield first[i] == second[i] ? Effect.IS : Effect.SWAP;
          }
          case DELETE ->
              switch (observation) {
                case UNSAID -> Effect.SET;
                case YES -> Effect.REMOVE;
                case NO -> Effect.IS;
              };
        };
  }
}
