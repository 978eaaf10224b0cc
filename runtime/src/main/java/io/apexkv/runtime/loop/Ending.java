package io.apexkv.runtime.loop;

import io.apexkv.kernel.HaltReason;

/** How a node's event loop ended. */
public sealed interface Ending {

  /**
   * It was asked to.
   *
   * @param drained whether every pending request was answered before the time for that was over
   */
  record Stopped(boolean drained) implements Ending {}

  /** The kernel halted for good and said why. */
  record Halted(HaltReason reason, String message) implements Ending {}

  /** An invariant did not hold, or the runtime itself failed: a bug, or a machine that fails. */
  record Broken(Throwable cause) implements Ending {}
}
