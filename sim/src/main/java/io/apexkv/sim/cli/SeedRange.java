package io.apexkv.sim.cli;

import io.apexkv.kernel.base.Nullable;
import picocli.CommandLine;

/** Seeds from the first to the last, both included. */
record SeedRange(long first, long last) {

  private static final String EXPECTED = "A..B with A not above B";

  /** How many; at most {@link Long#MAX_VALUE}. */
  long size() {
    return last - first + 1;
  }

  /** Reads {@code A..B} or {@code A}. */
  static SeedRange parse(CommandLine line, @Nullable String text) {
    String range = text == null ? "" : text;
    String found = "--seeds '" + range + "'";
    int dots = range.indexOf("..");
    long first = seed(line, found, dots < 0 ? range : range.substring(0, dots), EXPECTED);
    long last = dots < 0 ? first : seed(line, found, range.substring(dots + 2), EXPECTED);
    if (first > last) {
      throw WrongUse.found(line, found, EXPECTED);
    }
    if (last - first + 1 <= 0) { // overflown
      throw WrongUse.found(line, found + ", too many", "at most " + Long.MAX_VALUE + " seeds");
    }
    return new SeedRange(first, last);
  }

  /**
   * Reads one seed.
   *
   * @param found the option and its value, as the answer to a mistake tells them
   * @param expected what stands there, if it is no number at all
   */
  static long seed(CommandLine line, String found, String number, String expected) {
    try {
      return Long.parseLong(number);
    } catch (NumberFormatException notOne) {
      if (number.matches("[+-]?[0-9]+")) {
        boolean negative = number.startsWith("-");
        throw WrongUse.found(
            line,
            found + ", where " + number + " is too " + (negative ? "small" : "large"),
            negative ? "at least " + Long.MIN_VALUE : "at most " + Long.MAX_VALUE);
      }
      throw WrongUse.found(line, found, expected);
    }
  }
}
