package io.apexkv.sim.mutants.toy;

import java.util.function.IntPredicate;

/** Lets somebody in while there is a seat. */
public final class Door implements IntPredicate {

  /** An open door. */
  public Door() {}

  @Override
  public boolean test(int inside) {
    return inside < Room.SEATS;
  }
}
