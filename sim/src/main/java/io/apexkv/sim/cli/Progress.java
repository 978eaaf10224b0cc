package io.apexkv.sim.cli;

import io.apexkv.sim.run.RunResult;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far a campaign is: on a terminal by a bar that moves, elsewhere by a line now and then,
 * for logs.
 */
final class Progress {

  /** Whoever runs for less needs no lines, and a day of them still fits a log. */
  private static final long LINE_NANOS = 30_000_000_000L;

  private final PrintWriter out;
  private final StatusLine line;
  private final LongSupplier clock;
  private final long seeds;
  private final long startNanos;
  private long nextLineNanos = LINE_NANOS;
  private long done;
  private long failed;
  private long events;
  private long simulatedNanos;

  Progress(PrintWriter out, long seeds) {
    this(out, StandardError.isTerminal(), System::nanoTime, seeds);
  }

  /**
   * @param isTerminal whether {@code out}, which is standard error, is one
   * @param clock monotonic, in nanoseconds
   */
  Progress(PrintWriter out, boolean isTerminal, LongSupplier clock, long seeds) {
    this.out = out;
    line = new StatusLine(out, isTerminal);
    this.clock = clock;
    this.seeds = seeds;
    startNanos = clock.getAsLong();
  }

  long elapsedNanos() {
    return clock.getAsLong() - startNanos;
  }

  void ended(RunResult result) {
    done++;
    failed += result.passed() ? 0 : 1;
    events += result.events();
    simulatedNanos += result.simulatedNanos();
    if (line.moves()) {
      line.show(StatusLine.bar(done, seeds) + figures());
    } else if (elapsedNanos() >= nextLineNanos && done < seeds) {
      nextLineNanos = elapsedNanos() + LINE_NANOS;
      out.println(figures());
      out.flush();
    }
  }

  void clear() {
    line.erase();
  }

  private String figures() {
    long millis = Math.max(1, elapsedNanos() / 1_000_000);
    return String.format(
        Locale.ROOT,
        "%,d/%,d seeds, %,d failed, %,dk events/s, %,d simulated s/s, %,d s",
        done,
        seeds,
        failed,
        events / millis,
        simulatedNanos / 1_000_000 / millis,
        millis / 1000);
  }
}
