package io.apexkv.sim.plan;

/** How long written values are, besides the few that are as long as allowed. */
public enum ValueShape {
  /** All of one length. */
  FIXED,
  /** Anything from the shortest to that length, evenly. */
  UNIFORM,
  /** Half of them as short, half of them as long as that. */
  BIMODAL
}
