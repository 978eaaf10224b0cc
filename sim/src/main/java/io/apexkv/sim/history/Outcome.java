package io.apexkv.sim.history;

/** What the client knows about an operation when the history ends. */
public enum Outcome {
  /** It took effect exactly once, between its invocation and its return, with the answer given. */
  OK,
  /** It was not applied and never will be; it constrains nothing. */
  FAILED,
  /**
   * Nobody knows: it may take effect at any time after its invocation, also after every other
   * operation, or never. An operation that never returned is one of these.
   */
  UNKNOWN
}
