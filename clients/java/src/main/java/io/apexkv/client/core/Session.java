package io.apexkv.client.core;

import io.apexkv.kernel.base.Nullable;

/**
 * An open session of one group: numbers commands and knows which of them are unsettled (Raft,
 * section 8; Ongaro's thesis, 6.3).
 *
 * <p>A number is settled when its command has its outcome, also when that is UNKNOWN: the call was
 * given up, and nobody will ask for its answer. Passing over it is what ends the doubt in the end:
 * once a command whose {@code lowestUnanswered} is above n was applied, no copy of n that still
 * wanders about can be applied any more. Until then it may be, which UNKNOWN allows.
 */
final class Session {

  private final long id;
  private final int window;
  private final long timeToLiveNanos;

  /** Unsettled calls of the numbers from {@link #lowest} to {@link #next} - 1; null is settled. */
  private final @Nullable Call[] calls;

  private long lowest = 1;
  private long next = 1;

  /** No later than the last use that the group is known to have noticed. */
  private long usedNanos;

  /**
   * @param openedNanos when the request that opened it was sent
   */
  Session(long id, int window, long timeToLiveNanos, long openedNanos) {
    this.id = id;
    this.window = window;
    this.timeToLiveNanos = timeToLiveNanos;
    this.usedNanos = openedNanos;
    this.calls = new @Nullable Call[window];
  }

  long id() {
    return id;
  }

  /** No number below it is waited for; it never goes back. */
  long lowestUnanswered() {
    return lowest;
  }

  /** Whether one more command fits the window. */
  boolean hasRoom() {
    return next - lowest < window;
  }

  boolean isIdle() {
    return lowest == next;
  }

  /** Whether half of its time to live has passed unused, so that it is not to be trusted. */
  boolean isStale(long nowNanos) {
    return nowNanos - usedNanos >= timeToLiveNanos / 2;
  }

  /** Gives a call the next number. There must be room. */
  void number(Call call) {
    call.session = this;
    call.number = next++;
    calls[place(call.number)] = call;
  }

  /**
   * A call got its answer from the group, which noticed a use after its first sending: not after
   * its last one, since a repetition that gets an old answer is no use.
   */
  void used(Call call) {
    usedNanos = Math.max(usedNanos, call.firstSentNanos);
  }

  /** A call has its outcome. */
  void settle(Call call) {
    calls[place(call.number)] = null;
    while (lowest < next && calls[place(lowest)] == null) {
      lowest++;
    }
  }

  /** The unsettled call of the lowest number at or above this one, or null. */
  @Nullable
  Call unsettledFrom(long number) {
    for (long n = Math.max(number, lowest); n < next; n++) {
      Call call = calls[place(n)];
      if (call != null) {
        return call;
      }
    }
    return null;
  }

  private int place(long number) {
    return (int) (number % window);
  }
}
