package io.apexkv.runtime.cli.chaos;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.local.TrialCluster.Fall;
import io.apexkv.sim.linearizability.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a run.
 *
 * @param fall a node that ended by itself, or null
 * @param healed whether all nodes followed one leader at the end
 * @param loadAverage of the machine at the end, over the last minute; negative if it can't be told
 */
record ChaosResult(
    ChaosPlan plan,
    Tally tally,
    List<FailoverMeter.Failover> failovers,
    Judgement judgement,
    @Nullable Fall fall,
    boolean healed,
    double loadAverage) {

  /** What was to be reached at least. */
  Floors floors() {
    return Floors.of(plan.seconds(), plan.keys());
  }

  /** Why it failed, a sentence each; empty if it passed. */
  List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (judgement.verdict() != Verdict.LINEARIZABLE) {
      problems.add("the history is " + judgement.verdictWords());
    }
    if (fall != null) {
      problems.add("node " + fall.node() + " ended by itself, with exit code " + fall.exitCode());
    }
    if (!healed) {
      problems.add("the cluster did not become whole again");
    }
    problems.addAll(floors().missed(tally));
    return problems;
  }
}
