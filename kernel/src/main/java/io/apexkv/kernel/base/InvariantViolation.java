package io.apexkv.kernel.base;

/**
 * An invariant did not hold, so the state of this kernel is not to be trusted any more. Nothing
 * inside the kernel catches it: whoever drives the kernel halts the node with the message.
 */
public final class InvariantViolation extends RuntimeException {

  /**
   * @param invariant the sentence that should have been true
   */
  public InvariantViolation(String invariant) {
    super(invariant);
  }
}
