package io.apexkv.sim.plan;

/** Where the inputs of a process are cut into batches. */
public enum BatchShape {
  /** A batch takes what is there, up to the most. */
  ALL,
  /** A batch takes one input: effects of every single one are let out on their own. */
  SINGLE,
  /** How many it takes is drawn anew about every millisecond. */
  DRAWN,
  /** About every eighth of a second a node falls into another of the three. */
  CHANGING
}
