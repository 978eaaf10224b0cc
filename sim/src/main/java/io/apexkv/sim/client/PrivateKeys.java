package io.apexkv.sim.client;

import io.apexkv.sim.plan.Workload;

/** Gives out keys that nobody else uses. */
public final class PrivateKeys {

  private int next;

  /** Keys behind those that all clients share. */
  public PrivateKeys(Workload workload) {
    next = workload.keys();
  }

  /** A key that was never used. */
  int next() {
    return next++;
  }

  /** One more than the greatest key so far. */
  public int end() {
    return next;
  }
}
