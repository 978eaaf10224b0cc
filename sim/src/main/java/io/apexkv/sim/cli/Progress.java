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

  private static final int BAR = 30;
  private static final String CLEAR_LINE = "\r\u001b[K";

  /** Whoever runs for less needs no lines, and a day of them still fits a log. */
  private static final long LINE_NANOS = 30_000_000_000L;

  private final PrintWriter out;
  private final boolean isTerminal;
  private final LongSupplier clock;
  private final long seeds;
  private final long startNanos;
  private long nextLineNanos = LINE_NANOS;
  private long done;
  private long failed;
  private long events;
  private long simulatedNanos;

  Progress(PrintWriter out, long seeds) {
    this(out, System.console() != null && System.console().isTerminal(), System::nanoTime, seeds);
  }

  /**
   * @param clock monotonic, in nanoseconds
   */
  Progress(PrintWriter out, boolean isTerminal, LongSupplier clock, long seeds) {
    this.out = out;
    this.isTerminal = isTerminal;
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
    if (isTerminal) {
      out.print(CLEAR_LINE + bar() + figures());
      out.flush();
    } else if (elapsedNanos() >= nextLineNanos && done < seeds) {
      nextLineNanos = elapsedNanos() + LINE_NANOS;
      out.println(figures());
      out.flush();
    }
  }

  void clear() {
    if (isTerminal) {
      out.print(CLEAR_LINE);
      out.flush();
    }
  }

  private String bar() {
    int filled = (int) (BAR * done / seeds);
    return "[" + "#".repeat(filled) + "-".repeat(BAR - filled) + "] ";
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
