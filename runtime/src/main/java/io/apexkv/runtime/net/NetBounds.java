package io.apexkv.runtime.net;

/**
 * The bounds of a node's connections: sizes in bytes, times in nanoseconds.
 *
 * @param connections most client connections at a time; one more is told BUSY and closed
 * @param clientBufferBytes all buffers of clients' connections together
 * @param backlogPauseBytes answers waiting for one client beyond which nothing more is read from it
 * @param backlogCloseBytes answers waiting for one client beyond which it is closed as too slow
 * @param peerCreditBytes what the kernel may have unsent to one peer; at least one largest frame
 * @param patienceNanos how long a connection may be in the middle of something without progress: a
 *     partial frame, answers that it does not read, a close that it does not finish
 * @param handshakeNanos how long a new connection may take to say what it is
 * @param peerSilenceNanos a peer that we keep sending to and that says nothing for so long is gone
 * @param dialLeastNanos wait before the first attempt to dial again; doubles with each
 * @param dialMostNanos the longest wait between attempts
 */
public record NetBounds(
    int connections,
    long clientBufferBytes,
    int backlogPauseBytes,
    int backlogCloseBytes,
    int peerCreditBytes,
    long patienceNanos,
    long handshakeNanos,
    long peerSilenceNanos,
    long dialLeastNanos,
    long dialMostNanos) {

  private static final long SECOND = 1_000_000_000L;

  /** A server's bounds. */
  public static final NetBounds DEFAULT =
      new NetBounds(
          10_000,
          512L << 20,
          1 << 20,
          64 << 20,
          8 << 20,
          30 * SECOND,
          5 * SECOND,
          10 * SECOND,
          SECOND / 50,
          SECOND);

  public NetBounds {
    if (backlogCloseBytes < backlogPauseBytes || peerCreditBytes < 4 << 20) {
      throw new IllegalArgumentException(
          "a client is paused before it is closed, and a peer's credit covers a frame of 4 MiB");
    }
  }

  /** How often connections are looked at for what lasts too long. */
  long sweepNanos() {
    return Math.min(Math.min(patienceNanos, handshakeNanos), peerSilenceNanos) / 4;
  }

  /** These bounds with another patience, handshake time and silence: for tests that can't wait. */
  public NetBounds withPatience(long patience, long handshake, long silence) {
    return new NetBounds(
        connections,
        clientBufferBytes,
        backlogPauseBytes,
        backlogCloseBytes,
        peerCreditBytes,
        patience,
        handshake,
        silence,
        dialLeastNanos,
        dialMostNanos);
  }

  /** These bounds with others for clients. */
  public NetBounds withClients(int mostConnections, int pauseBytes, int closeBytes) {
    return new NetBounds(
        mostConnections,
        clientBufferBytes,
        pauseBytes,
        closeBytes,
        peerCreditBytes,
        patienceNanos,
        handshakeNanos,
        peerSilenceNanos,
        dialLeastNanos,
        dialMostNanos);
  }
}
