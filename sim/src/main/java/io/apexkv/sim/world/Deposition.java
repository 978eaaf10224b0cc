package io.apexkv.sim.world;

import io.apexkv.sim.event.Purpose;
import io.apexkv.sim.plan.Fault;

/**
 * A leader is cut off together with some clients. When another one is elected, the cut moves to it
 * some time later, and the first comes back with all that its clients wrote meanwhile.
 */
final class Deposition {

  private static final long MICRO = 1_000L;
  private static final int NOBODY = 0;
  private static final int LAG_DOUBLINGS = 8;

  private final World world;
  private final Agenda agenda;
  private final Cuts cuts;
  private final Fault fault;

  private int cutOff = NOBODY;
  private long moves;

  Deposition(World world, Agenda agenda, Cuts cuts, Fault fault) {
    this.world = world;
    this.agenda = agenda;
    this.cuts = cuts;
    this.fault = fault;
  }

  /** The fault's group has a new leader: soon it is cut off in place of the one that was. */
  void elected(int node) {
    long expected = moves;
    long lag = lagNanos();
    if (cutOff != 1 << (node - 1)) {
      agenda.untilLiveness(world.nowNanos() + lag, () -> moveIfFirst(node, expected));
    }
  }

  /**
   * Half of the leaders fall before their first message has arrived (Raft, figure 8, b). The others
   * fall within a time that is even by doublings: while they send what others lack (c), or after
   * they have led for a while.
   */
  private long lagNanos() {
    if (draw(2, 2) == 0) {
      return 0;
    }
    long most = (fault.magnitude() * MICRO) >> draw(LAG_DOUBLINGS, 1);
    return draw(most + 1, 0);
  }

  private long draw(long bound, int what) {
    return world.luck().below(bound, Purpose.FAULT, fault.atNanos(), moves, what);
  }

  /** Cuts off these nodes, one bit, in place of whoever is now. */
  void cutOff(int nodes) {
    moves++;
    if (cutOff != NOBODY) {
      cuts.sides(fault, cutOff, false);
    }
    cutOff = nodes;
    if (cutOff != NOBODY) {
      cuts.sides(fault, cutOff, true);
      world.peers().loseCutLinks(fault.atNanos() + moves);
    }
    world.peers().reachChanged();
  }

  /** It is over. */
  void end() {
    cutOff(NOBODY);
  }

  boolean concerns(int group) {
    return fault.group() == group;
  }

  private void moveIfFirst(int node, long expected) {
    if (moves == expected && cutOff != NOBODY) {
      cutOff(1 << (node - 1));
    }
  }
}
