package io.apexkv.sim.linearizability;

import java.util.Arrays;

/**
 * For every depth of a search the optional operations that may be tried there: lists on one stack,
 * since only the deepest one grows.
 */
final class Candidates {
  private int[] operations = new int[16];

  /** By depth: the next one to try, and where the list ends. */
  private final int[] next;

  private final int[] end;

  Candidates(int maxDepth) {
    next = new int[maxDepth + 1];
    end = new int[maxDepth + 1];
  }

  /** Begins an empty list at {@code depth}, on top of those of smaller depth. */
  void open(int depth) {
    next[depth] = depth == 0 ? 0 : end[depth - 1];
    end[depth] = next[depth];
  }

  /** Adds to the list of {@code depth}, the deepest one. */
  void add(int depth, int operation) {
    if (end[depth] == operations.length) {
      operations = Arrays.copyOf(operations, 2 * operations.length);
    }
    operations[end[depth]++] = operation;
  }

  /** Takes the next one of the list of {@code depth}, or {@code NONE}. */
  int take(int depth) {
    return next[depth] == end[depth] ? PendingOperations.NONE : operations[next[depth]++];
  }
}
