package io.apexkv.sim.cli;

import io.apexkv.sim.shrink.Trials;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of the commands that shrink what fails. */
final class ShrinkOptions {

  private static final long SECOND = 1_000_000_000L;
  private static final long MOST_SECONDS = 86_400;

  @Option(
      names = "--shrink",
      description =
          "Leave out all that the failure does not need, and write the rest as a scenario.")
  private boolean shrink;

  @Option(
      names = "--shrink-seconds",
      paramLabel = "N",
      description = "Spend at most so much time on it; by default ${DEFAULT-VALUE}.")
  private long seconds = 60;

  @Option(
      names = "--shrink-runs",
      paramLabel = "N",
      description = "Make at most so many runs; by default ${DEFAULT-VALUE}.")
  private int runs = 2000;

  /** Whether it is wanted. */
  boolean isWanted() {
    return shrink;
  }

  /** The bounds, if they make sense. */
  Trials.Bounds bounds(CommandLine line) {
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw new ParameterException(
          line, "--shrink-seconds is " + seconds + ", expected 1 to " + MOST_SECONDS);
    }
    if (runs < 1) {
      throw new ParameterException(line, "--shrink-runs is " + runs + ", expected 1 or more");
    }
    return new Trials.Bounds(runs, seconds * SECOND);
  }
}
