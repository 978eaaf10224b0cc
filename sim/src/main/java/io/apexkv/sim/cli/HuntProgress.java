package io.apexkv.sim.cli;

import io.apexkv.sim.mutants.Hunt;
import io.apexkv.sim.mutants.Mutant;
import java.io.PrintWriter;

/** A line that shows how far the hunt for a mutant is, on a terminal only. */
final class HuntProgress implements Hunt.Progress, AutoCloseable {

  private static final int BAR = 30;
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final PrintWriter terminal;
  private final boolean shown = System.console() != null && System.console().isTerminal();

  HuntProgress(PrintWriter terminal) {
    this.terminal = terminal;
  }

  @Override
  public void ran(Mutant mutant, String phase, long seeds, long most) {
    if (shown) {
      int filled = (int) (BAR * seeds / most);
      terminal.print(
          CLEAR_LINE
              + "["
              + "#".repeat(filled)
              + "-".repeat(BAR - filled)
              + "] "
              + mutant
              + ", "
              + phase
              + ": "
              + seeds
              + " of at most "
              + most
              + " seeds");
      terminal.flush();
    }
  }

  void clear() {
    if (shown) {
      terminal.print(CLEAR_LINE);
      terminal.flush();
    }
  }

  @Override
  public void close() {
    clear();
  }
}
