package io.apexkv.sim.shrink;

import io.apexkv.kernel.base.Check;
import io.apexkv.sim.plan.Plan;
import java.util.List;

/**
 * Shrinks a plan that fails: pass after pass, those that win most first, again and again until none
 * finds anything or its bounds are reached. What comes out depends on the plan and the number of
 * runs alone; so if time did not end it, it is the same each time.
 */
public final class Shrinker {

  private static final List<Pass> PASSES =
      List.of(
          new EarlierEnd(),
          new QuietSettings(),
          new FewerLines(),
          new OneFault(),
          new FewerNodes(),
          new SmallerSettings(),
          new OtherLuck(),
          new LuckAloud(),
          new SmallerFaults(),
          new RounderTimes());

  private Shrinker() {}

  /** Why shrinking came to its end. */
  public enum Ending {
    /** No pass could do more. */
    SMALLEST,
    TIME_UP,
    RUNS_UP
  }

  /**
   * What came of a plan.
   *
   * @param before the plan
   * @param attempt its run
   * @param after the smallest plan found that fails by the same check
   * @param afterAttempt its run
   * @param runs of the failing kernel
   * @param ending why no more was done
   */
  public record Shrunk(
      Plan before, Attempt attempt, Plan after, Attempt afterAttempt, int runs, Ending ending) {

    /** How many lines the scenario of the plan had, without blank ones and comments. */
    public int linesBefore() {
      return PlanLines.of(before).size();
    }

    /** How many it has now. */
    public int linesAfter() {
      return PlanLines.of(after).size();
    }
  }

  /**
   * Shrinks.
   *
   * @param trials to be made, of a plan that fails the check of their goal
   */
  public static Shrunk shrink(Trials trials) {
    Plan before = trials.best();
    Attempt attempt = trials.begin();
    Check.that(trials.isGoal(attempt), "a plan that does not fail can't be shrunk");
    Plan smallest;
    do {
      smallest = trials.best();
      for (Pass pass : PASSES) {
        go(pass, trials);
      }
    } while (!smallest.equals(trials.best()) && !trials.isOver());
    return new Shrunk(
        before, attempt, trials.best(), trials.bestAttempt(), trials.runs(), ending(trials));
  }

  private static Ending ending(Trials trials) {
    return trials.isOutOfRuns()
        ? Ending.RUNS_UP
        : trials.isOver() ? Ending.TIME_UP : Ending.SMALLEST;
  }

  /** If the kernel without the bug fails what a pass has found, it has found something else. */
  private static void go(Pass pass, Trials trials) {
    Plan before = trials.best();
    Attempt itsAttempt = trials.bestAttempt();
    trials.enter(pass.name());
    pass.shrink(trials);
    if (!trials.best().equals(before) && !trials.passesWithoutTheBug()) {
      trials.goBack(before, itsAttempt);
    }
  }
}
