package io.apexkv.sim.shrink;

import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;

/** Makes each fault that is left smaller: fewer nodes and clients, no magnitude, a shorter span. */
final class SmallerFaults implements Pass {

  private static final int HALVINGS = 4;

  @Override
  public String name() {
    return "smaller faults";
  }

  @Override
  public void shrink(Trials trials) {
    for (int place = 0; place < trials.best().faults().size(); place++) {
      shrink(trials, place);
    }
  }

  private static void shrink(Trials trials, int place) {
    int nodes = fault(trials, place).nodes();
    int clients = fault(trials, place).clients();
    for (int bit = 1; bit <= nodes || bit <= clients; bit <<= 1) {
      Fault now = fault(trials, place);
      if ((now.nodes() & bit) != 0 && now.nodes() != bit) {
        tries(trials, place, Faults.on(now, now.nodes() & ~bit));
      }
      now = fault(trials, place);
      if ((now.clients() & bit) != 0 && now.clients() != bit) {
        tries(trials, place, Faults.withClients(now, now.clients() & ~bit));
      }
    }
    int usualGroup = fault(trials, place).strikesLeader() ? 1 : 0;
    boolean needsGroup = fault(trials, place).kind() == FaultKind.CRASH_ELECTING;
    if (fault(trials, place).group() != usualGroup && !needsGroup) {
      tries(trials, place, Faults.ofGroup(fault(trials, place), usualGroup));
    }
    if (fault(trials, place).magnitude() != 0) {
      tries(trials, place, Faults.withMagnitude(fault(trials, place), 0));
    }
    for (int left = HALVINGS; left > 0; left--) {
      Fault now = fault(trials, place);
      long half = (now.untilNanos() - now.atNanos()) / 2;
      if (half == 0
          || !tries(trials, place, Faults.during(now, now.atNanos(), now.atNanos() + half))) {
        break;
      }
    }
  }

  private static Fault fault(Trials trials, int place) {
    return trials.best().faults().get(place);
  }

  private static boolean tries(Trials trials, int place, Fault smaller) {
    return trials.accepts(Faults.replaced(trials.best(), place, smaller));
  }
}
