package io.apexkv.sim.shrink;

import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/**
 * All settings quiet at once, and the faults as they are: with the luck that the seed has there, or
 * that of a few others. One run in good time saves those of many small steps.
 */
final class QuietSettings implements Pass {

  private static final int USUAL_NODES = 3;
  private static final int USUAL_CLIENTS = 0b111;
  private static final int OTHER_SEEDS = 5;
  private static final List<String> KEPT =
      List.of("nodes", "safety", "liveness", "fault", "strike");

  @Override
  public String name() {
    return "quiet settings";
  }

  @Override
  public void shrink(Trials trials) {
    long seed = trials.best().seed();
    List<String> quiet = quiet(trials.best());
    boolean accepted = trials.accepts(PlanLines.read(PlanLines.withSeed(quiet, seed)));
    for (long other = 1; other <= OTHER_SEEDS && !accepted; other++) {
      accepted = trials.accepts(PlanLines.read(PlanLines.withSeed(quiet, other)));
    }
  }

  /** The lines of the faults, on as many nodes and clients as are usual, all in one group. */
  private static List<String> quiet(Plan plan) {
    Plan small = plan.cluster().nodes() > USUAL_NODES ? FewerNodes.with(plan, USUAL_NODES) : plan;
    List<Fault> faults = new ArrayList<>();
    for (Fault fault : small.faults()) {
      Fault one = fault.group() > 1 ? Faults.ofGroup(fault, 1) : fault;
      faults.add(Faults.withClients(one, fault.clients() & USUAL_CLIENTS));
    }
    List<String> lines = PlanLines.of(small.withFaults(faults));
    lines.removeIf(line -> !KEPT.contains(PlanLines.name(line)));
    return lines;
  }
}
