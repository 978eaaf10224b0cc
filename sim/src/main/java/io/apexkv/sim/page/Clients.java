package io.apexkv.sim.page;

/** Names of the processes of a run's history: a client, and one of its requests under way. */
final class Clients {

  private Clients() {}

  /** {@code client 3}, or {@code client 3.2} for what it does at the same time; both from 1. */
  static String name(int process) {
    int slot = process & 0xFF;
    return "client " + ((process >> 8) + 1) + (slot == 0 ? "" : "." + (slot + 1));
  }
}
