package io.apexkv.sim.shrink;

import java.util.ArrayList;
import java.util.List;

/**
 * Leaves out a line that is needed only because of this seed's luck: with that of another seed, the
 * rest may do as well.
 */
final class OtherLuck implements Pass {

  private static final int OTHER_SEEDS = 4;

  @Override
  public String name() {
    return "other luck";
  }

  @Override
  public void shrink(Trials trials) {
    int place = PlanLines.of(trials.best()).size() - 1;
    while (place >= 0) {
      List<String> lines = new ArrayList<>(PlanLines.of(trials.best()));
      place = Math.min(place, lines.size() - 1);
      if (!FewerLines.KEPT.contains(PlanLines.name(lines.remove(place)))) {
        reseed(trials, lines);
      }
      place--;
    }
  }

  private static void reseed(Trials trials, List<String> lines) {
    for (long seed = 1; seed <= OTHER_SEEDS; seed++) {
      if (trials.accepts(PlanLines.read(PlanLines.withSeed(lines, seed)))) {
        return;
      }
    }
  }
}
