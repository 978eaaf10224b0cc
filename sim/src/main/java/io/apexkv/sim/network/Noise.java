package io.apexkv.sim.network;

import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import java.util.ArrayList;
import java.util.List;

/** The faults that strike single frames and are in force now. */
public final class Noise {

  private static final long MICRO = 1_000L;

  private final List<Fault> inForce = new ArrayList<>();
  private final long[] struck = new long[FaultKind.values().length];

  /** Silence. */
  public Noise() {}

  /** A fault begins. */
  public void begin(Fault fault) {
    inForce.add(fault);
  }

  /** A fault ends. */
  public void end(Fault fault) {
    inForce.remove(fault);
  }

  /** All faults end. */
  public void silence() {
    inForce.clear();
  }

  /** How many frames in a million suffer from a kind of fault, if they touch one of the nodes. */
  int perMillion(FaultKind kind, int oneNode, int otherNode) {
    int rate = 0;
    int touched = bit(oneNode) | bit(otherNode);
    for (int i = 0; i < inForce.size(); i++) {
      Fault fault = inForce.get(i);
      if (fault.kind() == kind && (fault.nodes() & touched) != 0) {
        rate = Math.max(rate, fault.magnitude());
      }
    }
    return rate;
  }

  /**
   * How late a frame of one server to another is, besides its ordinary travel: a queue grows at
   * half the speed of time, and no longer than its fault says.
   */
  long lateNanos(int from, int to, long nowNanos) {
    long late = 0;
    for (int i = 0; i < inForce.size(); i++) {
      Fault fault = inForce.get(i);
      boolean towards = (fault.magnitude() & 1) == 1;
      if (fault.kind() == FaultKind.SLOW_LINK && (fault.nodes() & bit(towards ? to : from)) != 0) {
        long queued = (nowNanos - fault.atNanos()) / 2;
        late = Math.max(late, Math.min(queued, fault.magnitude() * MICRO));
      }
    }
    return late;
  }

  /** Counts a frame that suffered. */
  void count(FaultKind kind) {
    struck[kind.ordinal()]++;
  }

  /** How many frames suffered from a kind. */
  public long struck(FaultKind kind) {
    return struck[kind.ordinal()];
  }

  /** Whether nothing is in force: the common case, answered fast. */
  boolean isSilent() {
    return inForce.isEmpty();
  }

  private static int bit(int node) {
    return node == 0 ? 0 : 1 << (node - 1);
  }
}
