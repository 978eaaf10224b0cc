package io.apexkv.sim.cli;

import io.apexkv.sim.run.RunResult;
import java.io.PrintWriter;

/** A line that shows how far a campaign is, on a terminal only. */
final class Progress {

  private static final int BAR = 30;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter terminal;
  private final boolean shown;
  private final long seeds;
  private final long startNanos = System.nanoTime();
  private long done;
  private long failed;
  private long events;
  private long simulatedNanos;

  Progress(PrintWriter terminal, long seeds) {
    this.terminal = terminal;
    this.seeds = seeds;
    this.shown = System.console() != null && System.console().isTerminal();
  }

  long elapsedNanos() {
    return System.nanoTime() - startNanos;
  }

  void ended(RunResult result) {
    done++;
    failed += result.passed() ? 0 : 1;
    events += result.events();
    simulatedNanos += result.simulatedNanos();
    if (shown) {
      int filled = (int) (BAR * done / seeds);
      long millis = Math.max(1, elapsedNanos() / 1_000_000);
      terminal.print(
          CLEAR_LINE
              + "["
              + "#".repeat(filled)
              + "-".repeat(BAR - filled)
              + "] "
              + done
              + "/"
              + seeds
              + " seeds, "
              + failed
              + " failed, "
              + events / millis
              + "k events/s, "
              + simulatedNanos / 1_000_000 / millis
              + " simulated s/s, "
              + millis / 1000
              + " s");
      terminal.flush();
    }
  }

  void clear() {
    if (shown) {
      terminal.print(CLEAR_LINE);
      terminal.flush();
    }
  }
}
