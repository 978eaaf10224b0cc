package io.apexkv.sim.cli;

import io.apexkv.sim.shrink.Trials;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Options of the commands that shrink what fails. */
final class ShrinkOptions {

  static final String SHRINK = "--shrink";

  private static final String SECONDS = "--shrink-seconds";
  private static final String RUNS = "--shrink-runs";
  private static final long SECOND = 1_000_000_000L;
  private static final long MOST_SECONDS = 86_400;

  @Option(
      names = SHRINK,
      description =
          "Leave out all that the failure does not need, and write the rest as a scenario into the"
              + " working directory. A failure of determinism, which takes two runs to show, is not"
              + " shrunk.")
  private boolean shrink;

  @Option(
      names = SECONDS,
      paramLabel = "N",
      description = "Spend at most so much time on it; by default ${DEFAULT-VALUE}.")
  private long seconds = 60;

  @Option(
      names = RUNS,
      paramLabel = "N",
      description = "Make at most so many runs; by default ${DEFAULT-VALUE}.")
  private int runs = 2000;

  /** Whether it is wanted. */
  boolean isWanted() {
    return shrink;
  }

  /** The bounds, if they make sense. */
  Trials.Bounds bounds(CommandLine line) {
    WrongUse.needs(line, SECONDS, SHRINK);
    WrongUse.needs(line, RUNS, SHRINK);
    if (seconds < 1 || seconds > MOST_SECONDS) {
      throw WrongUse.found(line, SECONDS + " " + seconds, "1 to " + MOST_SECONDS);
    }
    WrongUse.atLeastOne(line, RUNS, runs);
    return new Trials.Bounds(runs, seconds * SECOND);
  }
}
