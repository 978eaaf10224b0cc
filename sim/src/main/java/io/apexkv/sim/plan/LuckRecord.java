package io.apexkv.sim.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * What luck decided in one run of a plan, so that another plan can say it aloud: which frames noise
 * struck, and who the leader was that a fault struck.
 */
public final class LuckRecord {

  private record Struck(long atNanos, Strike strike) {}

  private record Aimed(Fault fault, int nodes) {}

  private final List<Struck> struck = new ArrayList<>();
  private final List<Aimed> aimed = new ArrayList<>();

  /** Nothing was decided yet. */
  public LuckRecord() {}

  /** A frame was struck. */
  public void struck(long atNanos, Strike strike) {
    struck.add(new Struck(atNanos, strike));
  }

  /** A fault strikes these nodes, a bit each. */
  public void aimed(Fault fault, int nodes) {
    aimed.add(new Aimed(fault, nodes));
  }

  /** The frames that a window of noise struck, in the order of their sending. */
  public List<Strike> strikesOf(Fault window) {
    List<Strike> strikes = new ArrayList<>();
    for (Struck each : struck) {
      Strike strike = each.strike;
      int touched = 1 << (strike.from() - 1) | 1 << (strike.to() - 1);
      boolean during = each.atNanos >= window.atNanos() && each.atNanos <= window.untilNanos();
      if (during && strike.kind() == window.kind() && (touched & window.nodes()) != 0) {
        strikes.add(strike);
      }
    }
    return strikes;
  }

  /** The nodes that a fault struck; 0 if it came too late to strike any. */
  public int nodesOf(Fault fault) {
    for (Aimed each : aimed) {
      if (each.fault.equals(fault)) {
        return each.nodes;
      }
    }
    return 0;
  }
}
