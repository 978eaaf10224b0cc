package io.apexkv.sim.linearizability;

/** What is known about a history after the search. */
public enum Verdict {
  /** There is a legal order. */
  LINEARIZABLE,
  /** There is none. */
  NOT_LINEARIZABLE,
  /** The budget ran out first. */
  UNKNOWN
}
