package io.apexkv.sim.oracle;

import io.apexkv.sim.history.History;
import io.apexkv.sim.history.Model;
import io.apexkv.sim.history.Observation;
import io.apexkv.sim.linearizability.Budget;
import io.apexkv.sim.linearizability.CheckResult;
import io.apexkv.sim.linearizability.LinearizabilityChecker;
import io.apexkv.sim.linearizability.Verdict;

/**
 * The history is linearizable (Herlihy and Wing, 1990), key by key. The budget is counted in steps,
 * so that the verdict is a function of the history.
 */
public final class Linearizable implements Oracle {

  private static final long MOST_STEPS = 20_000_000;

  private final long mostSteps;

  /** Ready to judge histories. */
  public Linearizable() {
    this(MOST_STEPS);
  }

  /** With another budget than a run's, for tests. */
  public Linearizable(long mostSteps) {
    this.mostSteps = mostSteps;
  }

  @Override
  public String name() {
    return "linearizable";
  }

  /** What the checker finds, within the budget of a run. */
  public static CheckResult result(History history) {
    return result(history, MOST_STEPS);
  }

  private static CheckResult result(History history, long mostSteps) {
    return LinearizabilityChecker.check(history, Model.REGISTER, Budget.ofSteps(mostSteps));
  }

  /** Judges a whole history; true if it was decided, false if the budget ran out. */
  public boolean check(History history) {
    CheckResult result = result(history, mostSteps);
    if (result.verdict() == Verdict.NOT_LINEARIZABLE) {
      throw violation(
          "keys "
              + result.brokenKeys()
              + " are not linearizable; "
              + result.violation().map(found -> describe(history, found.culprit())).orElse(""));
    }
    return result.verdict() == Verdict.LINEARIZABLE;
  }

  private static String said(Observation observation) {
    return switch (observation) {
      case UNSAID -> "";
      case YES -> ", yes";
      case NO -> ", no";
    };
  }

  private static String describe(History history, int operation) {
    return "no order explains operation "
        + operation
        + " (process "
        + history.process(operation)
        + ", "
        + history.action(operation).word()
        + " of k"
        + history.key(operation)
        + " answered "
        + history.valueName(history.value(operation))
        + said(history.observation(operation))
        + ")";
  }
}
