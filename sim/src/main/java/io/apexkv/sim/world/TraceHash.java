package io.apexkv.sim.world;

import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.Streams;
import java.nio.ByteBuffer;

/**
 * One number for a whole run: it depends on every input and every effect of every kernel, in order.
 * Two runs of one seed that differ anywhere differ here.
 */
public final class TraceHash {

  private long hash;
  private long folded;

  /** Nothing has happened yet. */
  public TraceHash() {}

  /** The hash of everything so far. */
  public long value() {
    return hash;
  }

  /** How many things were folded in. */
  public long folded() {
    return folded;
  }

  /** Folds in something that consists of numbers. */
  public void fold(int code, int node, long a, long b) {
    folded++;
    hash = Streams.draw(hash, code, node, a, b);
  }

  /** Folds in something that carries bytes. */
  public void fold(int code, int node, long a, ByteBuffer bytes, int offset, int length) {
    fold(code, node, a, Bytes.hash64(bytes, offset, length, length));
  }

  @Override
  public String toString() {
    String digits = Long.toHexString(hash);
    return "0".repeat(16 - digits.length()) + digits;
  }
}
