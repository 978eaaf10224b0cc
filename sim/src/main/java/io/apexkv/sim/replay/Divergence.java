package io.apexkv.sim.replay;

/** The replayed kernel did something else than the recorded one. */
final class Divergence extends RuntimeException {
  Divergence(String message) {
    super(message);
  }
}
