package io.apexkv.client.core;

import io.apexkv.kernel.base.LongMap;

/** One node's address, and the connection to it if there is one. */
final class Link {

  enum State {
    IDLE,
    CONNECTING,
    CONNECTED
  }

  final int id;
  final String address;

  State state = State.IDLE;

  /** The number of the connection; of no meaning while IDLE. */
  long connection;

  /** While CONNECTING: when that is given up. */
  long connectDeadlineNanos;

  /** Connections lost in a row without an answer between. */
  int failures;

  /** While IDLE: not to be connected before. */
  long retryAtNanos = Long.MIN_VALUE;

  /** Calls that go out as soon as it is CONNECTED. */
  final CallQueue waiting = new CallQueue();

  /**
   * Calls sent and not answered, by sequence, the oldest first. One that has ended without an
   * answer stays, for its silence counts against the connection.
   */
  LongMap<Call> inFlight = new LongMap<>();

  Link(int id, String address) {
    this.id = id;
    this.address = address;
  }

  /** Whether a call can be given to it now. */
  boolean isUsable(long nowNanos) {
    return state != State.IDLE || retryAtNanos <= nowNanos;
  }
}
