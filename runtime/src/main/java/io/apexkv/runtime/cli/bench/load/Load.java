package io.apexkv.runtime.cli.bench.load;

/**
 * The shape of a load.
 *
 * @param connections at least 1
 * @param depth requests that each connection keeps unanswered, at least 1
 * @param keys how many different keys there are, at least 1
 * @param valueBytes length of each value, at least 8: a value begins with its key, so that a wrong
 *     answer shows
 * @param readPercent share of GETs, 0 to 100; the others are PUTs
 * @param zipf exponent of the Zipf distribution of keys; 0 makes them equally likely
 * @param sessions whether PUTs go under a session of their connection, as the Java client sends
 *     them
 * @param rate requests a second, sent when they are due whether or not earlier ones are answered; 0
 *     for a closed loop
 * @param threads threads that send
 * @param warmUpNanos time before the measurement, under the same load
 * @param nanos length of the measurement
 */
public record Load(
    int connections,
    int depth,
    int keys,
    int valueBytes,
    int readPercent,
    double zipf,
    boolean sessions,
    long rate,
    int threads,
    long warmUpNanos,
    long nanos) {

  /** Every key has this many bytes. */
  public static final int KEY_BYTES = 8;

  private static final int FILLING_CONNECTIONS = 8;
  private static final int FILLING_DEPTH = 32;

  /** Most requests that are unanswered at a time. */
  public int inFlight() {
    return connections * depth;
  }

  /** Whether it writes at all. */
  public boolean writes() {
    return readPercent < 100;
  }

  /** Whether it reads at all. */
  public boolean reads() {
    return readPercent > 0;
  }

  /** The same load for other times. */
  public Load during(long otherWarmUpNanos, long otherNanos) {
    return new Load(
        connections,
        depth,
        keys,
        valueBytes,
        readPercent,
        zipf,
        sessions,
        rate,
        threads,
        otherWarmUpNanos,
        otherNanos);
  }

  /** A closed load of both kinds of request that fills servers fast, for what comes before. */
  public Load filling(long otherNanos) {
    return new Load(
        Math.max(connections, FILLING_CONNECTIONS),
        Math.max(depth, FILLING_DEPTH),
        keys,
        valueBytes,
        50,
        zipf,
        false,
        0,
        1,
        0,
        otherNanos);
  }

  /** The same load as a closed loop without sessions, as fast as it goes. */
  public Load closed() {
    return new Load(
        connections,
        depth,
        keys,
        valueBytes,
        readPercent,
        zipf,
        false,
        0,
        threads,
        warmUpNanos,
        nanos);
  }
}
