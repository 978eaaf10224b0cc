package io.apexkv.sim.plan;

/** Which of the shared keys clients like. */
public enum KeyShape {
  /** All of them alike. */
  UNIFORM,
  /** The k-th in a share of about 1/k (Zipf, 1949): each octave of ranks is equally likely. */
  ZIPF,
  /** One of them half of the time. */
  HOT,
  /** One of them half of the time, and each second another. */
  MOVING
}
