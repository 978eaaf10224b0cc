package io.apexkv.sim.campaign;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.world.TraceWords;
import java.nio.ByteBuffer;

/**
 * An input of a kernel or an effect, kept.
 *
 * @param number how many there were before it
 * @param timeNanos world time
 * @param node whose
 * @param code which; {@link TraceWords} knows its name
 * @param a a number that belongs to it
 * @param b another one, or the hash of what it carries
 * @param head the first bytes that it carries
 * @param length how many it carries
 */
record TraceStep(
    long number, long timeNanos, int node, int code, long a, long b, byte[] head, int length) {

  /** Keeps a step whose bytes will change. */
  static TraceStep of(
      long number,
      long timeNanos,
      int node,
      int code,
      long a,
      long b,
      ByteBuffer bytes,
      int offset,
      int length) {
    byte[] head = new byte[Math.min(length, TraceWords.HEAD_BYTES)];
    bytes.get(offset, head);
    return new TraceStep(number, timeNanos, node, code, a, b, head, length);
  }

  /** Whether another run does just the same here; what is carried is compared by its hash. */
  boolean isSame(@Nullable TraceStep other) {
    return other != null
        && timeNanos == other.timeNanos
        && node == other.node
        && code == other.code
        && a == other.a
        && b == other.b
        && length == other.length;
  }

  @Override
  public String toString() {
    String text = TraceWords.of(code, a, b, head, length);
    return Plan.seconds(timeNanos) + "  node " + node + "  " + text;
  }
}
