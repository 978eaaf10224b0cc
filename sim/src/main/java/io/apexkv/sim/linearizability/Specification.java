package io.apexkv.sim.linearizability;

import io.apexkv.sim.history.ByteStrings;
import io.apexkv.sim.history.Model;

/**
 * The sequential object behind one key, over the operations of one search. States are small ints.
 *
 * <p>It also <em>looks ahead</em>: it knows which operations are still to be placed, and refuses a
 * step after which some read could never see its value. That changes no verdict, since the search
 * would fail there anyway, only later.
 */
abstract sealed class Specification permits RegisterSpecification, KvSpecification {
  /** What {@link #next} answers for an operation that can't be next. */
  static final int ILLEGAL = -1;

  static Specification of(Model model, KeyOperations operations, ByteStrings values) {
    return switch (model) {
      case REGISTER -> new RegisterSpecification(operations);
      case KV -> new KvSpecification(operations, values);
    };
  }

  abstract int initialState();

  /** Whether some read can never see its value, whatever the order. */
  abstract boolean isHopeless();

  /** The state after operation {@code i} if it is next in {@code state}, or {@link #ILLEGAL}. */
  abstract int next(int state, int i);

  /**
   * Adds to the candidates of {@code depth} the optional operations that can be next in {@code
   * state} and are of use: that make legal what can follow at once and is not legal now.
   */
  abstract void addUsefulOptionals(
      int state, PendingOperations pending, Candidates candidates, int depth);

  /** An order of optional operations: equal if nothing but their times tells them apart. */
  abstract int compareButForTime(int i, int j);

  /** Operation {@code i} was placed. */
  abstract void place(int i);

  /** Operation {@code i}, the last one placed, was taken back. */
  abstract void takeBack(int i);
}
