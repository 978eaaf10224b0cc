package io.apexkv.sim.page;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.client.Values;
import io.apexkv.sim.history.History;
import io.apexkv.sim.linearizability.Violation;
import io.apexkv.sim.oracle.Linearizable;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.run.RunResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a page is about.
 *
 * @param group the Raft group whose replicas are shown first
 * @param operation the operation that a failure names, -1 if none
 * @param atNanos the moment to look at
 * @param violation why a key is not linearizable, where that is the failure
 */
record Focus(int group, int operation, long atNanos, @Nullable Violation violation) {

  static final int NO_OPERATION = -1;

  private static final Pattern GROUP = Pattern.compile("group (\\d+)");
  private static final Pattern OPERATION = Pattern.compile("operations? (\\d+)");

  /** What a run is about; without a failure, the moment in which the healed core has to elect. */
  static Focus of(RunResult result, History history, Rows operations) {
    Plan plan = result.plan();
    RunResult.Failure failure = result.failure();
    if (failure == null) {
      return new Focus(1, NO_OPERATION, plan.safetyNanos(), null);
    }
    Violation violation =
        failure.check().equals(new Linearizable().name())
            ? Linearizable.result(history).violation().orElse(null)
            : null;
    int operation = NO_OPERATION;
    if (violation != null) {
      operation = violation.culprit();
    } else {
      operation = number(OPERATION, failure.message(), NO_OPERATION);
    }
    if (operation < 0 || operation >= history.size()) {
      int group = number(GROUP, failure.message(), 1);
      boolean exists = group >= 1 && group <= plan.cluster().groups();
      return new Focus(exists ? group : 1, NO_OPERATION, failure.timeNanos(), violation);
    }
    long returned = operations.at(operation, 1);
    return new Focus(
        Values.groupOf(history.key(operation), plan.cluster()),
        operation,
        returned < 0 ? failure.timeNanos() : returned,
        violation);
  }

  private static int number(Pattern pattern, String message, int otherwise) {
    Matcher matcher = pattern.matcher(message);
    if (!matcher.find() || matcher.group(1).length() > 9) {
      return otherwise;
    }
    return Integer.parseInt(matcher.group(1));
  }
}
