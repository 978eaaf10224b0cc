package io.apexkv.sim.event;

/** More events than any sane world has: somebody keeps the world busy with nothing, for ever. */
public final class EndlessRun extends RuntimeException {

  /** The name of the check that a run ends, which can't be switched off. */
  public static final String CHECK = "event-bound";

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
