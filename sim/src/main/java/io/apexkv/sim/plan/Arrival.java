package io.apexkv.sim.plan;

/** When a client asks for the next thing, after an answer. */
public enum Arrival {
  /** After a time to think, evenly from 0 to twice the mean. */
  STEADY,
  /** All clients together: at the next full multiple of four times the mean, and a little later. */
  TOGETHER,
  /** At once, sixteen times in a row, and then after sixteen times as long. */
  TRAINS,
  /** As steady, but for one in 64 times, when it does nothing for up to two seconds. */
  IDLING
}
