package io.apexkv.sim.mutants.toy;

/** What a door leads to. */
final class Room {

  /** A constant, which the compiler copies into {@link Door}. */
  static final int SEATS = 3;

  private Room() {}
}
