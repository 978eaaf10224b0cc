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

  private final int mutants;
  private int begun;

  HuntProgress(PrintWriter terminal, int mutants) {
    this.terminal = terminal;
    this.mutants = mutants;
  }

  /** The next mutant's turn. */
  void begins() {
    begun++;
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
              + begun
              + "/"
              + mutants
              + " "
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
