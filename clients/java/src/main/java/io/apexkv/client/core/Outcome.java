package io.apexkv.client.core;

/**
 * How a request ended. Everything but {@link Failed} and {@link Unknown} is a definite answer.
 *
 * <p>A write is FAILED only if it was never sent, or if every sending of it was answered with an
 * error whose word says that the request was not applied and never will be. Whatever else keeps it
 * from a definite answer makes it UNKNOWN. A read changes nothing, so it is never UNKNOWN.
 */
public sealed interface Outcome {

  /** A PUT, DEL or CAS was applied. */
  record Done() implements Outcome {}

  /** A GET found this value. */
  final class Value implements Outcome {
    private final byte[] bytes;

    /** Takes the bytes over. */
    public Value(byte[] bytes) {
      this.bytes = bytes;
    }

    /** The value; the caller's own. */
    public byte[] bytes() {
      return bytes;
    }
  }

  /** The key of a GET is absent, or there was nothing to delete. */
  record NotFound() implements Outcome {}

  /** The key of a CAS did not hold what was expected; nothing was changed. */
  record CasFailed() implements Outcome {}

  /** A PING was answered. */
  record Pong() implements Outcome {}

  /** A METRICS was answered. */
  record Measured(NodeMetrics metrics) implements Outcome {}

  /** A DESCRIBE was answered. */
  record Described(ClusterDescription description) implements Outcome {}

  /**
   * Certainly not applied, now and ever.
   *
   * @param message {@code WORD: sentence}; the word is an {@link io.apexkv.kernel.wire.ErrorWord}
   *     or TIMEOUT, CLOSED
   */
  record Failed(String message) implements Outcome {}

  /**
   * Nobody can say whether it was or will be applied.
   *
   * @param message {@code WORD: sentence}; the word is an {@link io.apexkv.kernel.wire.ErrorWord}
   *     or TIMEOUT, CLOSED, DISCONNECTED
   */
  record Unknown(String message) implements Outcome {}
}
