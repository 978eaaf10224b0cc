package io.apexkv.sim.mutants;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One seed on a mutant, recorded under the rules of a {@link Hunt}: the mutant's own checker judges
 * alone, without the kernel's assertions where it sees only what clients see.
 */
public final class MutantRecording {

  private MutantRecording() {}

  /**
   * Compiles the mutant and runs the seed.
   *
   * @param moreChecksOff names of checks that don't judge either
   * @param replay the line to paste to run it again
   */
  public static SeedRecorder.Recorded of(
      Mutant mutant, MutantCompiler compiler, long seed, Set<String> moreChecksOff, String replay) {
    List<Edit> edits = new ArrayList<>(mutant.edits());
    if (mutant.checker().clientVisible()) {
      edits.addAll(Hunt.NO_ASSERTIONS);
    }
    Set<String> off = new TreeSet<>(mutant.checker().offWhileHunting());
    off.addAll(moreChecksOff);
    String note =
        "A bug was planted on purpose: "
            + mutant
            + ". "
            + mutant.bug()
            + " The rule that it breaks: "
            + mutant.rule();
    return new MutantLoader(compiler.compile(edits)).recorder().record(seed, off, replay, note);
  }
}
