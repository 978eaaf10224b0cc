package io.apexkv.kernel.base;

/**
 * Invariants that are always checked, in production too.
 *
 * <p>A broken invariant means that the state can no longer be trusted, so the only safe act is to
 * stop: the kernel's caller turns the {@link InvariantViolation} into a halt of the node. Bytes
 * from a peer, a client or a disk are no invariants; they are validated and refused where they come
 * in.
 */
public final class Check {

  private Check() {}

  /**
   * Stops unless {@code holds}. Messages are constant strings, so that a passing check allocates
   * nothing.
   *
   * @param holds the invariant
   * @param invariant the sentence that should have been true
   * @throws InvariantViolation if it is not
   */
  public static void that(boolean holds, String invariant) {
    if (!holds) {
      throw new InvariantViolation(invariant);
    }
  }

  /**
   * Like {@link #that(boolean, String)}, with the number that broke the invariant in the message.
   *
   * @param holds the invariant
   * @param invariant the sentence that should have been true
   * @param value what was found
   * @throws InvariantViolation if it is not
   */
  public static void that(boolean holds, String invariant, long value) {
    if (!holds) {
      throw new InvariantViolation(invariant + ": " + value);
    }
  }
}
