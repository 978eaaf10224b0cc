package io.apexkv.sim.page;

import static org.junit.jupiter.api.Assertions.fail;

import io.apexkv.sim.mutants.Mutant;
import io.apexkv.sim.mutants.MutantCompiler;
import io.apexkv.sim.mutants.MutantRecording;
import io.apexkv.sim.mutants.Mutants;
import io.apexkv.sim.mutants.SeedRecorder.Recorded;
import io.apexkv.sim.mutants.Sources;
import java.util.Map;
import java.util.Set;

/** Runs that failed for a reason that is known: the first seed that kills a mutant. */
final class Killed {

  private static final int MOST_SEEDS = 200;

  private Killed() {}

  /** The page's data of the first seed whose failure has, as its check, the mutant's own. */
  static String by(String mutantName) {
    Mutant mutant = Mutants.find(mutantName).orElseThrow();
    MutantCompiler compiler = new MutantCompiler(Sources.packaged());
    for (long seed = 1; seed <= MOST_SEEDS; seed++) {
      String replay = "./apex sim --seed " + seed + " --mutant " + mutantName;
      Recorded run = MutantRecording.of(mutant, compiler, seed, Set.of(), replay);
      if (run.failedCheck().equals(mutant.checker().check())) {
        return run.pageData();
      }
    }
    return fail(mutant + " survives " + MOST_SEEDS + " seeds");
  }

  static Map<String, Object> data(String mutantName) {
    return Json.object(Json.read(by(mutantName)));
  }
}
