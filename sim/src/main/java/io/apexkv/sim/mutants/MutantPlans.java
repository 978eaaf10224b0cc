package io.apexkv.sim.mutants;

import io.apexkv.sim.shrink.OwnPlanRunner;
import io.apexkv.sim.shrink.PlanRunner;
import io.apexkv.sim.shrink.Trials;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans on mutants, judged as a hunt judges: by the mutant's own checker alone. */
public final class MutantPlans {

  private MutantPlans() {}

  /**
   * What shrinking a plan that kills a mutant is after: its checker finds the bug, and has nothing
   * to say of the kernel without it.
   */
  public static Trials.Goal goal(Mutant mutant, MutantCompiler compiler) {
    Checker checker = mutant.checker();
    boolean blind = checker.clientVisible();
    List<Edit> all = new ArrayList<>(mutant.ground());
    all.addAll(mutant.edits());
    PlanRunner healthy =
        mutant.ground().isEmpty()
            ? new OwnPlanRunner()
            : Hunt.loader(compiler, mutant.ground(), blind).planRunner();
    return new Trials.Goal(
        Hunt.loader(compiler, all, blind).planRunner(),
        Optional.of(healthy),
        checker.check(),
        checker.offWhileHunting());
  }
}
