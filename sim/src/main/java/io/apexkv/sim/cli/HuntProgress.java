package io.apexkv.sim.cli;

import io.apexkv.sim.mutants.Hunt;
import io.apexkv.sim.mutants.Mutant;
import java.io.PrintWriter;

/** A line that shows how far the hunt for a mutant is, on a terminal only. */
final class HuntProgress implements Hunt.Progress, AutoCloseable {

  private final StatusLine line;
  private final int mutants;
  private int begun;

  HuntProgress(PrintWriter err, int mutants) {
    line = new StatusLine(err);
    this.mutants = mutants;
  }

  /** The next mutant's turn. */
  void begins() {
    begun++;
  }

  @Override
  public void ran(Mutant mutant, String phase, long seeds, long most) {
    line.show(
        StatusLine.bar(seeds, most)
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
  }

  void clear() {
    line.erase();
  }

  @Override
  public void close() {
    clear();
  }
}
