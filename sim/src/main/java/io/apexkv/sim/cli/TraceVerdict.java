package io.apexkv.sim.cli;

import java.util.List;
import java.util.Optional;

/**
 * Whether a trace is the expected one.
 *
 * @param word same, differs, or none if none is expected
 * @param line the number of the first line that differs, from 1; 0 if none does
 * @param expected that line as expected; empty at the end
 * @param found that line as it is; empty at the end
 */
record TraceVerdict(String word, int line, String expected, String found) {

  static TraceVerdict of(Optional<String> expected, String found) {
    if (expected.isEmpty()) {
      return new TraceVerdict("none", 0, "", "");
    }
    List<String> before = expected.get().lines().toList();
    List<String> now = found.lines().toList();
    for (int i = 0; i < Math.max(before.size(), now.size()); i++) {
      String one = i < before.size() ? before.get(i) : "";
      String two = i < now.size() ? now.get(i) : "";
      if (!one.equals(two) || i >= before.size() || i >= now.size()) {
        return new TraceVerdict("differs", i + 1, one, two);
      }
    }
    return new TraceVerdict("same", 0, "", "");
  }

  boolean differs() {
    return line > 0;
  }
}
