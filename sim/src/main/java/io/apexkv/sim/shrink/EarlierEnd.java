package io.apexkv.sim.shrink;

import io.apexkv.sim.plan.Plan;

/**
 * Moves the end of a run to the front, for a check that looks in the end. (One that looks all the
 * time has said when to end: {@link Trials} takes it at its word.)
 */
final class EarlierEnd implements Pass {

  private static final long MILLI = 1_000_000L;
  private static final long STEP_NANOS = 100 * MILLI;

  @Override
  public String name() {
    return "an earlier end";
  }

  @Override
  public void shrink(Trials trials) {
    Plan plan = trials.best();
    if (plan.livenessNanos() > 0) {
      trials.accepts(plan.withPhases(plan.safetyNanos(), 0));
    }
    if (trials.bestAttempt().timeNanos() < trials.best().safetyNanos()) {
      return; // what is judged all the time fails no earlier
    }
    long tooShort = 0;
    for (long end = trials.best().safetyNanos();
        end - tooShort > Math.max(STEP_NANOS, end / 16) && !trials.isOver();
        end = trials.best().safetyNanos()) {
      long middle = roundUp((tooShort + end) / 2);
      if (middle >= end || !trials.accepts(trials.best().withPhases(middle, 0))) {
        tooShort = middle;
      }
    }
  }

  private static long roundUp(long nanos) {
    return (nanos / STEP_NANOS + 1) * STEP_NANOS;
  }
}
