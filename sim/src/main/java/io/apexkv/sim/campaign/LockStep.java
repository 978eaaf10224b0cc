package io.apexkv.sim.campaign;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.run.Run;
import io.apexkv.sim.world.SubjectFactory;
import io.apexkv.sim.world.World;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Two runs of one plan side by side, each input and effect of the one compared with the other's,
 * until the first that differs. Each run has a thread; the one is at most {@value #AHEAD} steps
 * ahead of the other.
 */
final class LockStep {

  private static final int AHEAD = 64;
  private static final int CONTEXT = 10;

  /** The end of a run. */
  private static final TraceStep END = new TraceStep(-1, 0, 0, 0, 0, 0, new byte[0], 0);

  /**
   * The first input or effect that differs.
   *
   * @param before what both did before it, the oldest first
   * @param one what the one run did, null if it ended
   * @param other what the other run did, null if it ended
   */
  record Difference(List<TraceStep> before, @Nullable TraceStep one, @Nullable TraceStep other) {

    /** For a person: the difference after its context. */
    String print() {
      StringBuilder text = new StringBuilder();
      TraceStep any = one != null ? one : other;
      text.append("\n  in lock-step, the first input or effect that differs is number ");
      text.append(any == null ? 0 : any.number() + 1);
      before.forEach(step -> text.append(row("both", step)));
      text.append(row("one", one == null ? "ends" : one));
      text.append(row("another", other == null ? "ends" : other));
      return text.toString();
    }
  }

  /** One line of a comparison. */
  static String row(String whose, Object what) {
    return "\n      " + whose + " ".repeat(9 - whose.length()) + what;
  }

  private final BlockingQueue<TraceStep> ahead = new ArrayBlockingQueue<>(AHEAD);
  private final ArrayDeque<TraceStep> common = new ArrayDeque<>();
  private volatile boolean over;
  private @Nullable Difference difference;

  private LockStep() {}

  /** Runs a plan twice; empty if the two runs are the same. */
  static Optional<Difference> compare(Plan plan, SubjectFactory factory, Set<String> off) {
    LockStep lockStep = new LockStep();
    Run one = new Run(plan, factory, off);
    Run other = new Run(plan, factory, off);
    lockStep.listen(one.world(), lockStep::goAhead);
    lockStep.listen(other.world(), lockStep::follow);
    Thread leading =
        new Thread(
            () -> {
              try {
                one.run();
              } finally {
                lockStep.goAhead(END);
              }
            },
            Thread.currentThread().getName() + "-ahead");
    leading.setDaemon(true);
    leading.start();
    other.run();
    lockStep.follow(END);
    lockStep.over = true;
    try {
      leading.join();
    } catch (InterruptedException interrupted) {
      throw stopped(interrupted);
    }
    return Optional.ofNullable(lockStep.difference);
  }

  private interface Receiver {
    void take(TraceStep step);
  }

  private void listen(World world, Receiver receiver) {
    world
        .traceHash()
        .listen(
            (code, node, a, b, bytes, offset, length) -> {
              if (!over) {
                long number = world.traceHash().folded() - 1;
                long now = world.nowNanos();
                receiver.take(TraceStep.of(number, now, node, code, a, b, bytes, offset, length));
              }
            });
  }

  /** The run ahead has done something: it waits while the other one is too far behind. */
  private void goAhead(TraceStep step) {
    try {
      while (!over && !ahead.offer(step, 10, TimeUnit.MILLISECONDS)) {
        Thread.onSpinWait();
      }
    } catch (InterruptedException interrupted) {
      throw stopped(interrupted);
    }
  }

  /** The other run has done something: it has to be what the run ahead did. */
  @SuppressWarnings("ReferenceEquality") // there is one end
  private void follow(TraceStep step) {
    if (over) {
      return;
    }
    TraceStep expected;
    try {
      expected = ahead.take();
    } catch (InterruptedException interrupted) {
      throw stopped(interrupted);
    }
    if (!step.isSame(expected)) {
      difference =
          new Difference(
              new ArrayList<>(common),
              expected == END ? null : expected,
              step == END ? null : step);
      over = true;
    }
    common.addLast(step);
    if (common.size() > CONTEXT) {
      common.removeFirst();
    }
  }

  private static IllegalStateException stopped(InterruptedException interrupted) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("a run was interrupted", interrupted);
  }
}
