package io.apexkv.sim.mutants;

import io.apexkv.sim.shrink.OwnPlanRunner;
import io.apexkv.sim.shrink.Trials;
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
    MutantLoader loader = Hunt.loader(mutant, compiler, checker.clientVisible());
    return new Trials.Goal(
        loader.planRunner(),
        Optional.of(new OwnPlanRunner()),
        checker.check(),
        checker.offWhileHunting());
  }
}
