package io.apexkv.kernel.service;

/** What METRICS and DESCRIBE tell of the requests that this node answered as a leader. */
final class Metrics {
  private final Histogram gets = new Histogram();
  private final Histogram puts = new Histogram();

  void got(long nanos) {
    gets.record(nanos);
  }

  /** A PUT, DEL, CAS or session command was answered. */
  void put(long nanos) {
    puts.record(nanos);
  }

  long gets() {
    return gets.total();
  }

  long puts() {
    return puts.total();
  }

  long p99GetMicros() {
    return gets.percentileMicros(990);
  }

  long p99PutMicros() {
    return puts.percentileMicros(990);
  }
}
