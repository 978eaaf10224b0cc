package io.apexkv.sim.world;

import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.base.Streams;
import java.nio.ByteBuffer;

/**
 * One number for a whole run: it depends on every input and every effect of every kernel, in order.
 * Two runs of one seed that differ anywhere differ here.
 */
public final class TraceHash {

  private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);

  /** Hears of everything that is folded in, in order. */
  public interface Listener {

    /**
     * An input reaches a kernel, or an effect leaves one.
     *
     * @param code which; {@link TraceWords} knows its name
     * @param a a number that belongs to it
     * @param b another one; if it carries bytes, their hash
     * @param bytes what it carries, valid during this call
     */
    void folded(int code, int node, long a, long b, ByteBuffer bytes, int offset, int length);
  }

  private @Nullable Listener listener;
  private long hash;
  private long folded;

  /** Nothing has happened yet. */
  public TraceHash() {}

  /** Lets somebody hear; to be called before anything happens. */
  public void listen(Listener newListener) {
    listener = newListener;
  }

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
    fold(code, node, a, b, NO_BYTES, 0, 0);
  }

  /** Folds in something that carries bytes. */
  public void fold(int code, int node, long a, ByteBuffer bytes, int offset, int length) {
    fold(code, node, a, Bytes.hash64(bytes, offset, length, length), bytes, offset, length);
  }

  private void fold(int code, int node, long a, long b, ByteBuffer bytes, int offset, int length) {
    folded++;
    hash = Streams.draw(hash, code, node, a, b);
    Listener to = listener;
    if (to != null) {
      to.folded(code, node, a, b, bytes, offset, length);
    }
  }

  @Override
  public String toString() {
    String digits = Long.toHexString(hash);
    return "0".repeat(16 - digits.length()) + digits;
  }
}
