package io.apexkv.sim.history;

/** The yes or no in the answer of a conditional operation. */
public enum Observation {
  /** The answer does not say, or the operation has no such answer. */
  UNSAID,
  /** The cas found its expected value and swapped it; the delete found a value. */
  YES,
  /** The cas found another value and changed nothing; the delete found none. */
  NO
}
