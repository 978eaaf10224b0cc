package io.apexkv.sim.mutants;

import io.apexkv.sim.scenario.Scenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One run on a mutant, recorded under the rules of a {@link Hunt}: the mutant's own checker judges
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
  public static SeedRecorder.Recorded ofSeed(
      Mutant mutant, MutantCompiler compiler, long seed, Set<String> moreChecksOff, String replay) {
    return recorder(mutant, compiler)
        .record(seed, checksOff(mutant, moreChecksOff), replay, note(mutant));
  }

  /**
   * The same with a scenario, whose own expectations don't judge either.
   *
   * @param file its name, the title of its page
   * @param text what the file says; a script comes to no page
   */
  public static SeedRecorder.Recorded ofScenario(
      Mutant mutant,
      MutantCompiler compiler,
      String file,
      String text,
      Set<String> moreChecksOff,
      String replay) {
    Set<String> off = checksOff(mutant, moreChecksOff);
    off.add(Scenarios.EXPECTATIONS);
    return recorder(mutant, compiler).recordScenario(file, text, off, replay, note(mutant));
  }

  private static SeedRecorder recorder(Mutant mutant, MutantCompiler compiler) {
    List<Edit> edits = new ArrayList<>(mutant.ground());
    edits.addAll(mutant.edits());
    return Hunt.loader(compiler, edits, mutant.checker().clientVisible()).recorder();
  }

  private static Set<String> checksOff(Mutant mutant, Set<String> more) {
    Set<String> off = new TreeSet<>(mutant.checker().offWhileHunting());
    off.addAll(more);
    return off;
  }

  private static String note(Mutant mutant) {
    return "A bug was planted on purpose: "
        + mutant
        + ". "
        + mutant.bug()
        + " The rule that it breaks: "
        + mutant.rule();
  }
}
