package io.apexkv.sim.campaign;

import io.apexkv.sim.event.Luck;
import io.apexkv.sim.event.Purpose;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.run.Run;
import io.apexkv.sim.run.RunResult;
import io.apexkv.sim.world.SubjectFactory;
import java.util.Optional;
import java.util.Set;

/**
 * The check that a seed decides everything: one seed of {@value #ONE_IN} runs twice, and the two
 * runs must give the same result and the same hash of all inputs and effects. If they don't,
 * something that no seed decides has leaked into a decision (an identity hash, the order of a set,
 * a clock), and {@link LockStep} finds where it first shows.
 */
public final class Determinism {

  /** The name of the check. */
  public static final String CHECK = "determinism";

  private static final int ONE_IN = 20;

  private Determinism() {}

  /** Whether a seed is one of those that run twice in any campaign. */
  static boolean isChosen(long seed) {
    return new Luck(seed).below(ONE_IN, Purpose.RUN_TWICE, 0, 0, 0) == 0;
  }

  /** The result of a plan that runs twice: that of the one run, if the other's is the same. */
  static RunResult runTwice(Plan plan, SubjectFactory factory, Set<String> off) {
    RunResult one = new Run(plan, factory, off).run();
    RunResult other = new Run(plan, factory, off).run();
    return one.equals(other) ? one : differing(one, other, LockStep.compare(plan, factory, off));
  }

  /** Whether a second run of a plan comes to the same; true if the check is off. */
  public static boolean repeats(RunResult result, SubjectFactory factory, Set<String> off) {
    return off.contains(CHECK) || new Run(result.plan(), factory, off).run().equals(result);
  }

  private static RunResult differing(
      RunResult one, RunResult other, Optional<LockStep.Difference> difference) {
    String what =
        "two runs of one seed differ"
            + LockStep.row("one", outcome(one))
            + LockStep.row("another", outcome(other));
    String where =
        difference
            .map(LockStep.Difference::print)
            .orElse("\n  two more runs, in lock-step, did not: the leak is a rare one");
    return one.failing(CHECK, what + where);
  }

  private static String outcome(RunResult result) {
    RunResult.Failure failure = result.failure();
    return (failure == null ? "passes" : "fails " + failure.check())
        + " after "
        + result.events()
        + " events with trace hash "
        + Long.toHexString(result.traceHash());
  }
}
