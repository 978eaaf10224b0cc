package io.apexkv.sim.event;

/** More events than any sane world has: somebody keeps the world busy with nothing, for ever. */
public final class EndlessRun extends RuntimeException {

  private static final long serialVersionUID = 1;

  EndlessRun(long mostEvents, long timeNanos) {
    super(
        "more than "
            + mostEvents
            + " events, and world time is only at "
            + timeNanos / 1_000_000
            + " ms");
  }
}
