package io.apexkv.sim.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * What commands say of options that make no sense: what was found, and what was expected. An option
 * that would be ignored makes no sense either.
 */
final class WrongUse {

  private WrongUse() {}

  /** The answer: {@code found --jobs 0, expected 1 or more}. */
  static ParameterException found(CommandLine line, String found, String expected) {
    return new ParameterException(line, "found " + found + ", expected " + expected);
  }

  /** Refuses a number below 1. */
  static void atLeastOne(CommandLine line, String option, int number) {
    if (number < 1) {
      throw found(line, option + " " + number, "1 or more");
    }
  }

  /** Refuses any of these beside an option that leaves nothing for them to do. */
  static void alone(CommandLine line, String option, String... others) {
    for (String other : others) {
      if (isGiven(line, option) && isGiven(line, other)) {
        throw found(line, other + " with " + option, "one of them");
      }
    }
  }

  /** Refuses an option without the one that it is about. */
  static void needs(CommandLine line, String option, String other) {
    if (isGiven(line, option) && !isGiven(line, other)) {
      throw found(line, option + " alone", other + " with it");
    }
  }

  /** Whether the user has said so. */
  static boolean isGiven(CommandLine line, String option) {
    return line.getParseResult().hasMatchedOption(option);
  }
}
