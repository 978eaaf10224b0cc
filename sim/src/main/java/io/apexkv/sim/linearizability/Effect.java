package io.apexkv.sim.linearizability;

/**
 * What an operation that took effect says about the state before it, and does to it; {@code a} and
 * {@code b} are its two values.
 *
 * <table>
 *   <caption>All effects</caption>
 *   <tr><th>effect</th><th>legal if the state is</th><th>state afterwards</th></tr>
 *   <tr><td>{@code IS}</td><td>a</td><td>a</td></tr>
 *   <tr><td>{@code IS_NOT}</td><td>anything but a</td><td>the same</td></tr>
 *   <tr><td>{@code SET}</td><td>anything</td><td>a</td></tr>
 *   <tr><td>{@code SWAP}</td><td>a</td><td>b</td></tr>
 *   <tr><td>{@code REMOVE}</td><td>anything but absent</td><td>absent</td></tr>
 *   <tr><td>{@code APPEND}</td><td>anything</td><td>the state, then a</td></tr>
 * </table>
 */
enum Effect {
  /** A read; a delete that found nothing. */
  IS,
  /** A cas that was refused. */
  IS_NOT,
  /** A write; a delete that does not say what it found. */
  SET,
  /** A cas that swapped, or nobody knows whether. */
  SWAP,
  /** A delete that found a value. */
  REMOVE,
  /** An append. */
  APPEND;

  /** Whether it never changes the state. */
  boolean isPure() {
    return this == IS || this == IS_NOT;
  }
}
