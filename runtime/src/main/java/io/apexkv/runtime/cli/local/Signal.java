package io.apexkv.runtime.cli.local;

/** What can be done to a node's process; the names are the system's. */
public enum Signal {
  /** It dies at once, as in a crash. */
  KILL,
  /** It is asked to end. */
  TERM,
  /** It stands still, as in a long pause, until CONT. */
  STOP,
  /** It goes on. */
  CONT
}
