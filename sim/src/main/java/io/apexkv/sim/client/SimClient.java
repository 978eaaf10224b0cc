package io.apexkv.sim.client;

/** A client of a simulated cluster. */
public interface SimClient {

  /** Begins to work. */
  void start();

  /** Invokes nothing more; what is under way may still be answered. */
  void stop();

  /** Requests under way. */
  int pending();
}
