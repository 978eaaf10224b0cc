package io.apexkv.sim.shrink;

import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** Times that a person can read: tenths of a second if possible, or else milliseconds. */
final class RounderTimes implements Pass {

  private static final long MILLI = 1_000_000L;

  @Override
  public String name() {
    return "rounder times";
  }

  @Override
  public void shrink(Trials trials) {
    for (long unit : new long[] {100 * MILLI, 10 * MILLI, MILLI}) {
      List<Fault> rounded = new ArrayList<>();
      trials.best().faults().forEach(fault -> rounded.add(rounded(fault, unit)));
      if (tries(trials, trials.best().withFaults(rounded))) {
        return;
      }
    }
    for (int place = 0; place < trials.best().faults().size(); place++) {
      Fault rounded = rounded(trials.best().faults().get(place), MILLI);
      tries(trials, Faults.replaced(trials.best(), place, rounded));
    }
  }

  private static boolean tries(Trials trials, Plan rounder) {
    return rounder.equals(trials.best()) || trials.accepts(rounder);
  }

  private static Fault rounded(Fault fault, long unit) {
    long at = fault.atNanos() / unit * unit;
    long span = fault.untilNanos() - fault.atNanos();
    long until = span == 0 ? at : Math.max(at + unit, (at + span) / unit * unit);
    return Faults.during(fault, at, until);
  }
}
