package io.apexkv.sim.shrink;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Leaves out what is not needed: large parts of a list first, then smaller ones, down to single
 * items (ddmin; Zeller and Hildebrandt, Simplifying and Isolating Failure-Inducing Input, 2002;
 * here only complements are tried, since a part alone fails too rarely to pay for its run).
 */
final class DeltaDebugging {

  private DeltaDebugging() {}

  /**
   * A part of the items that still is enough, and of which no single item could be left out when it
   * was last tried.
   *
   * @param enough whether a part of the items is
   */
  static <T> List<T> minimise(List<T> items, Predicate<List<T>> enough) {
    List<T> kept = new ArrayList<>(items);
    for (int size = kept.size(); size > 0; size = Math.min(size / 2, kept.size())) {
      for (int end = kept.size(); end > 0; end -= size) {
        int begin = Math.max(0, end - size);
        List<T> rest = new ArrayList<>(kept.subList(0, begin));
        rest.addAll(kept.subList(end, kept.size()));
        if (enough.test(rest)) {
          kept = rest;
        }
      }
    }
    return kept;
  }
}
