package io.apexkv.sim.world;

import io.apexkv.sim.event.Event;
import io.apexkv.sim.event.EventQueue;
import java.util.function.BooleanSupplier;

/** What faults will do, and what of it the end of the safety phase makes void. */
final class Agenda {

  /** How often somebody who waits for a moment looks whether it has come. */
  private static final long LOOK_NANOS = 20_000L;

  private final EventQueue queue;
  private boolean safetyOver;

  Agenda(EventQueue queue) {
    this.queue = queue;
  }

  boolean isSafetyOver() {
    return safetyOver;
  }

  /** The liveness phase begins. */
  void endSafety() {
    safetyOver = true;
  }

  void at(long timeNanos, Runnable action) {
    queue.at(timeNanos, new Action(action));
  }

  /** Something that happens only if the safety phase is not over by then. */
  void untilLiveness(long timeNanos, Runnable action) {
    at(
        timeNanos,
        () -> {
          if (!safetyOver) {
            action.run();
          }
        });
  }

  /** Something that happens when a condition holds, or at the latest moment. */
  void asSoonAs(BooleanSupplier condition, long latestNanos, Runnable action) {
    queue.at(queue.nowNanos(), new Vigil(condition, latestNanos, action));
  }

  private static final class Action extends Event {
    private final Runnable action;

    Action(Runnable action) {
      this.action = action;
    }

    @Override
    protected void happen() {
      action.run();
    }
  }

  private final class Vigil extends Event {
    private final BooleanSupplier condition;
    private final long latestNanos;
    private final Runnable action;

    Vigil(BooleanSupplier condition, long latestNanos, Runnable action) {
      this.condition = condition;
      this.latestNanos = latestNanos;
      this.action = action;
    }

    @Override
    protected void happen() {
      if (safetyOver) {
        return;
      }
      if (condition.getAsBoolean() || queue.nowNanos() >= latestNanos) {
        action.run();
      } else {
        queue.after(LOOK_NANOS, this);
      }
    }
  }
}
