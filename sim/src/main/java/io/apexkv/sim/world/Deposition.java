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
    long lag =
        world.luck().below(fault.magnitude() * MICRO + 1, Purpose.FAULT, fault.atNanos(), moves, 0);
    if (cutOff != 1 << (node - 1)) {
      agenda.untilLiveness(world.nowNanos() + lag, () -> moveIfFirst(node, expected));
    }
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
