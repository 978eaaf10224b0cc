package io.apexkv.sim.linearizability;

/**
 * The numbers 0 to n-1 in a doubly linked ring: any of them can be lifted out and, in the opposite
 * order, put back, in constant time (Knuth's dancing links; Wing and Gong, section 4).
 */
final class OrderedRing {
  private final int end;
  private final int[] next;
  private final int[] previous;

  OrderedRing(int n) {
    end = n;
    next = new int[n + 1];
    previous = new int[n + 1];
    for (int i = 0; i <= n; i++) {
      next[i] = i == n ? 0 : i + 1;
      previous[i] = i == 0 ? n : i - 1;
    }
  }

  /** What {@link #first} and {@link #after} answer when there is no more. */
  int end() {
    return end;
  }

  int first() {
    return next[end];
  }

  int after(int i) {
    return next[i];
  }

  void lift(int i) {
    next[previous[i]] = next[i];
    previous[next[i]] = previous[i];
  }

  void putBack(int i) {
    next[previous[i]] = i;
    previous[next[i]] = i;
  }
}
