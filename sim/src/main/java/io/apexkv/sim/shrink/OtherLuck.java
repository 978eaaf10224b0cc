package io.apexkv.sim.shrink;

import java.util.List;

/**
 * Leaves out lines that are needed only because of this seed's luck: with that of another seed, the
 * rest may do as well.
 */
final class OtherLuck implements Pass {

  private static final int OTHER_SEEDS = 3;

  @Override
  public String name() {
    return "other luck";
  }

  @Override
  public void shrink(Trials trials) {
    FewerLines.shrink(trials, lines -> failsWithAnyLuck(trials, lines));
  }

  private static boolean failsWithAnyLuck(Trials trials, List<String> lines) {
    boolean fails = trials.accepts(PlanLines.read(lines));
    for (long seed = 1; seed <= OTHER_SEEDS && !fails; seed++) {
      fails = trials.accepts(PlanLines.read(PlanLines.withSeed(lines, seed)));
    }
    return fails;
  }
}
