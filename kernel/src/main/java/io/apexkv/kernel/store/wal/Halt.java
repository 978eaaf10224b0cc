package io.apexkv.kernel.store.wal;

import io.apexkv.kernel.HaltReason;

/** How a part of the kernel says that the node must stop for good. */
@FunctionalInterface
public interface Halt {

  /**
   * Stops the node. The caller may be inside an input, so the kernel keeps the first call and turns
   * it into {@link io.apexkv.kernel.Host#halt} at its next flush; nothing durable may be claimed
   * from then on.
   *
   * @param message one line for a person: what was found, what was expected, what to do
   */
  void halt(HaltReason reason, String message);
}
