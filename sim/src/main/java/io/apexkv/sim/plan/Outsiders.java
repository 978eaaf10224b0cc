package io.apexkv.sim.plan;

/** What is permanently wrong with the nodes outside the core in the liveness phase. */
public enum Outsiders {
  /** They don't run. */
  DEAD,
  /** Nothing reaches them and they reach nobody. */
  ISOLATED,
  /** They send and hear nothing: campaign after campaign, which PreVote must render harmless. */
  DEAF,
  /** They hear and can't send. */
  MUTE
}
