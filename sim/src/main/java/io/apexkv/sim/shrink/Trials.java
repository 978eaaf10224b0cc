package io.apexkv.sim.shrink;

import io.apexkv.sim.plan.Plan;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** The smallest failing plan so far, and the trials of smaller ones. */
public final class Trials {

  /**
   * What is shrunk, and when that is a success.
   *
   * @param broken runs plans with the kernel that fails
   * @param healthy runs them with the kernel without the bug, if the bug was planted
   * @param check the name of the check that has to fail
   * @param checksOff names of checks that don't judge
   */
  public record Goal(
      PlanRunner broken, Optional<PlanRunner> healthy, String check, Set<String> checksOff) {}

  /**
   * When to stop.
   *
   * @param runs most runs of the broken kernel
   * @param nanos most time
   */
  public record Bounds(int runs, long nanos) {}

  /** Hears of every trial. */
  public interface Listener {
    /** So many runs were made; the smallest plan has so many lines. */
    void tried(String pass, int runs, int lines);
  }

  private static final long STEP_NANOS = 100_000_000L;

  private final Goal goal;
  private final Bounds bounds;
  private final LongSupplier clock;
  private final Listener listener;
  private final long startNanos;
  private final Set<String> tried = new TreeSet<>();
  private String pass = "";
  private Plan best;
  private Attempt bestAttempt = new Attempt("", "", 0, 0);
  private int runs;

  /**
   * @param failing the plan to begin with; {@link #begin} says whether it fails
   * @param clock monotonic, in nanoseconds
   */
  public Trials(Goal goal, Bounds bounds, LongSupplier clock, Listener listener, Plan failing) {
    this.goal = goal;
    this.bounds = bounds;
    this.clock = clock;
    this.listener = listener;
    this.startNanos = clock.getAsLong();
    this.best = failing;
  }

  /** Runs the plan to begin with: what came out, whether it fails or not. */
  Attempt begin() {
    runs++;
    bestAttempt = goal.broken.run(PlanLines.text(best), goal.checksOff);
    return bestAttempt;
  }

  /** Whether the very check has failed. */
  boolean isGoal(Attempt attempt) {
    return attempt.failedCheck().equals(goal.check);
  }

  /** Whether time or runs are used up. */
  boolean isOver() {
    return isOutOfRuns() || clock.getAsLong() - startNanos >= bounds.nanos;
  }

  /** Whether runs are used up. */
  boolean isOutOfRuns() {
    return runs >= bounds.runs;
  }

  /** The smallest plan that fails as the first one did. */
  Plan best() {
    return best;
  }

  /** What came out of it. */
  Attempt bestAttempt() {
    return bestAttempt;
  }

  int runs() {
    return runs;
  }

  void enter(String newPass) {
    pass = newPass;
  }

  /** Runs a smaller plan; if the same check fails, it is the best from now on. */
  boolean accepts(Plan candidate) {
    String text = PlanLines.text(candidate);
    if (isOver() || !tried.add(text) || !PlanLines.isPlan(text)) {
      return false;
    }
    runs++;
    Attempt attempt = goal.broken.run(text, goal.checksOff);
    boolean accepted = isGoal(attempt);
    if (accepted) {
      best = candidate;
      bestAttempt = attempt;
    }
    listener.tried(pass, runs, PlanLines.of(best).size());
    if (accepted) {
      endEarlier();
    }
    return accepted;
  }

  /** What fails before the end of its run needs no more of it: all later trials are shorter. */
  private void endEarlier() {
    long enough = (bestAttempt.timeNanos() / STEP_NANOS + 1) * STEP_NANOS;
    if (enough < best.safetyNanos()) {
      accepts(best.withPhases(enough, 0));
    }
  }

  boolean accepts(Optional<Plan> candidate) {
    return candidate.isPresent() && accepts(candidate.get());
  }

  /** Whether the kernel without the bug, if the bug was planted, passes the best plan. */
  boolean passesWithoutTheBug() {
    return goal.healthy
        .map(kernel -> kernel.run(PlanLines.text(best), goal.checksOff).failedCheck().isEmpty())
        .orElse(true);
  }

  /** The best plan with what luck decided in its run said aloud. */
  Optional<Plan> bestAloud() {
    runs++;
    String text = goal.broken.sayAloud(PlanLines.text(best), goal.checksOff);
    return PlanLines.read(text.lines().toList());
  }

  /** Goes back to a plan that was the best before. */
  void goBack(Plan earlier, Attempt itsAttempt) {
    best = earlier;
    bestAttempt = itsAttempt;
  }
}
