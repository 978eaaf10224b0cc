package io.apexkv.runtime.cli.bench.load;

import java.util.concurrent.TimeUnit;

/** Loads for tests: short, and of values of 32 bytes. */
public final class Loads {

  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(300);

  private Loads() {}

  /** PUTs alone, as fast as they are answered. */
  public static Load of(int connections, int depth, int keys) {
    return reading(0, connections, depth, keys);
  }

  /** PUTs one at a time, of values with another length. */
  public static Load valued(int bytes) {
    return new Load(1, 1, 100, bytes, 0, 0, false, 0, 1, 0, NANOS);
  }

  /** The same with GETs among them. */
  static Load reading(int percent, int connections, int depth, int keys) {
    return new Load(connections, depth, keys, 32, percent, 0, false, 0, 1, 0, NANOS);
  }

  /** PUTs of keys with different popularity. */
  static Load zipf(int keys, double exponent) {
    return new Load(1, 1, keys, 32, 0, exponent, false, 0, 1, 0, NANOS);
  }

  /** PUTs that are due at a rate, from several threads. */
  static Load open(int connections, int depth, long rate, int threads) {
    return new Load(connections, depth, 100, 32, 0, 0, false, rate, threads, 0, NANOS);
  }
}
