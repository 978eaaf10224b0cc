package io.apexkv.client.core;

import io.apexkv.kernel.wire.ClientFrame;
import java.util.List;

/**
 * How a client behaves. Begin with {@link #of} and change what differs.
 *
 * @param seeds "host:port" of one or more nodes, asked for all others; at least 1
 * @param seed what jitter is drawn from
 * @param sessions whether writes go under a session, so that they can be retried; without one
 *     ("plain") a write is never sent again once it may have been applied
 * @param sessionWindow writes of one group that may be unanswered at a time, 1 to 65,536; the
 *     server may grant fewer
 * @param operationTimeoutNanos how long a request may take, with all its retries
 * @param attemptTimeoutNanos how long a connection may leave a request unanswered before it is
 *     given up and the request goes elsewhere
 * @param connectTimeoutNanos how long connecting may take
 * @param firstBackoffNanos the mean first pause before trying again; it doubles from there
 * @param lastBackoffNanos the longest such pause
 * @param pendingRequests requests submitted and not completed; beyond it BUSY
 * @param pendingBytes bytes of their frames together; beyond it BUSY
 */
public record ClientSettings(
    List<String> seeds,
    long seed,
    boolean sessions,
    int sessionWindow,
    long operationTimeoutNanos,
    long attemptTimeoutNanos,
    long connectTimeoutNanos,
    long firstBackoffNanos,
    long lastBackoffNanos,
    int pendingRequests,
    long pendingBytes) {

  /** The widest window that a client asks for or uses. */
  public static final int WIDEST_WINDOW = 1 << 16;

  private static final long MILLI = 1_000_000L;

  public ClientSettings {
    seeds = List.copyOf(seeds);
    require(!seeds.isEmpty(), "a client needs the address of at least one node");
    for (String address : seeds) {
      Address.parse(address);
    }
    require(sessionWindow >= 1 && sessionWindow <= WIDEST_WINDOW, "a window is 1 to 65,536");
    require(
        operationTimeoutNanos > 0 && attemptTimeoutNanos > 0 && connectTimeoutNanos > 0,
        "timeouts are positive");
    require(
        firstBackoffNanos > 0 && lastBackoffNanos >= firstBackoffNanos, "backoffs are positive");
    require(
        pendingRequests >= 1
            && pendingBytes >= ClientFrame.HEADER_BYTES + ClientFrame.MAX_PAYLOAD_BYTES,
        "the bounds of pending requests have room for any one request");
  }

  /** The usual settings: 5 s a request, 1.5 s an attempt, 16,384 requests of 64 MiB pending. */
  public static ClientSettings of(List<String> seeds, long seed) {
    return new ClientSettings(
        seeds,
        seed,
        true,
        1024,
        5_000 * MILLI,
        1_500 * MILLI,
        1_000 * MILLI,
        5 * MILLI,
        320 * MILLI,
        16_384,
        64L << 20);
  }

  /** The same, with or without sessions. */
  public ClientSettings withSessions(boolean withSessions) {
    return new ClientSettings(
        seeds,
        seed,
        withSessions,
        sessionWindow,
        operationTimeoutNanos,
        attemptTimeoutNanos,
        connectTimeoutNanos,
        firstBackoffNanos,
        lastBackoffNanos,
        pendingRequests,
        pendingBytes);
  }

  /** The same, asking for another window. */
  public ClientSettings withSessionWindow(int commands) {
    return new ClientSettings(
        seeds,
        seed,
        sessions,
        commands,
        operationTimeoutNanos,
        attemptTimeoutNanos,
        connectTimeoutNanos,
        firstBackoffNanos,
        lastBackoffNanos,
        pendingRequests,
        pendingBytes);
  }

  /** The same, with other timeouts. */
  public ClientSettings withTimeouts(long operationNanos, long attemptNanos, long connectNanos) {
    return new ClientSettings(
        seeds,
        seed,
        sessions,
        sessionWindow,
        operationNanos,
        attemptNanos,
        connectNanos,
        firstBackoffNanos,
        lastBackoffNanos,
        pendingRequests,
        pendingBytes);
  }

  /** The same, with other pauses before trying again. */
  public ClientSettings withBackoff(long firstNanos, long lastNanos) {
    return new ClientSettings(
        seeds,
        seed,
        sessions,
        sessionWindow,
        operationTimeoutNanos,
        attemptTimeoutNanos,
        connectTimeoutNanos,
        firstNanos,
        lastNanos,
        pendingRequests,
        pendingBytes);
  }

  /** The same, with other bounds of what may be pending. */
  public ClientSettings withPending(int requests, long bytes) {
    return new ClientSettings(
        seeds,
        seed,
        sessions,
        sessionWindow,
        operationTimeoutNanos,
        attemptTimeoutNanos,
        connectTimeoutNanos,
        firstBackoffNanos,
        lastBackoffNanos,
        requests,
        bytes);
  }

  private static void require(boolean holds, String expectation) {
    if (!holds) {
      throw new IllegalArgumentException(expectation);
    }
  }
}
