package io.apexkv.sim.plan;

/** How the frames that a fault strikes are spread over time and links. */
public enum LossShape {
  /** Every frame has the same chance. */
  EVEN,
  /**
   * In bursts: a link is good for a while, in which nothing is struck, then bad for a while, in
   * which four times as much is (Gilbert, 1960; Elliott, 1963).
   */
  BURSTY,
  /** Half of the directed links are struck twice as often, the others not at all. */
  LOPSIDED
}
