package io.apexkv.sim.shrink;

import io.apexkv.sim.plan.Cluster;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Strike;
import java.util.ArrayList;
import java.util.List;

/** Takes the nodes with the highest numbers away, and what would have struck them alone. */
final class FewerNodes implements Pass {

  private static final List<Integer> SIZES = List.of(1, 3, 4);

  @Override
  public String name() {
    return "fewer nodes";
  }

  @Override
  public void shrink(Trials trials) {
    for (int size : SIZES) {
      if (size < trials.best().cluster().nodes() && trials.accepts(with(trials.best(), size))) {
        return;
      }
    }
  }

  /** The node that bridges a partition may be gone. */
  private static Fault withoutBridge(Fault fault, int size) {
    boolean isBridged =
        fault.kind() == FaultKind.PARTITION || fault.kind() == FaultKind.ONE_WAY_PARTITION;
    return isBridged && fault.magnitude() > size ? Faults.withMagnitude(fault, 0) : fault;
  }

  /** The plan on the nodes with the lowest numbers. */
  static Plan with(Plan plan, int size) {
    Cluster old = plan.cluster();
    Cluster cluster =
        new Cluster(
            size,
            old.groups(),
            old.partitions(),
            old.timing(),
            old.limits(),
            old.chunkBytes(),
            old.memoryChunks());
    int every = cluster.everyNode();
    List<Fault> faults = new ArrayList<>();
    for (Fault fault : plan.faults()) {
      if (fault.strikesLeader() || (fault.nodes() & every) != 0) {
        faults.add(withoutBridge(Faults.on(fault, fault.nodes() & every), size));
      }
    }
    List<Strike> strikes = new ArrayList<>();
    for (Strike strike : plan.strikes()) {
      if (strike.from() <= size && strike.to() <= size) {
        strikes.add(strike);
      }
    }
    int core = plan.core() & every;
    return new Plan(
        plan.seed(),
        cluster,
        plan.shapes(),
        plan.workload(),
        plan.enabled(),
        faults,
        plan.safetyNanos(),
        plan.livenessNanos(),
        Integer.bitCount(core) >= cluster.quorum() ? core : every,
        plan.outsiders(),
        strikes);
  }
}
