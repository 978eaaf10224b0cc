package io.apexkv.sim.cli;

import io.apexkv.kernel.base.Nullable;
import picocli.CommandLine;

/** Seeds from the first to the last, both included. */
record SeedRange(long first, long last) {

  long size() {
    return last - first + 1;
  }

  /** Reads {@code A..B} or {@code A}. */
  static SeedRange parse(CommandLine line, @Nullable String text) {
    String range = text == null ? "" : text;
    int dots = range.indexOf("..");
    try {
      long first = Long.parseLong(dots < 0 ? range : range.substring(0, dots));
      long last = dots < 0 ? first : Long.parseLong(range.substring(dots + 2));
      if (first <= last) {
        return new SeedRange(first, last);
      }
    } catch (NumberFormatException notNumbers) {
      // falls through to the sentence that says what is expected
    }
    throw WrongUse.found(line, "--seeds '" + range + "'", "A..B with A not above B");
  }
}
