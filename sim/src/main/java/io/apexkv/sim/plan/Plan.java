package io.apexkv.sim.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * All that a run depends on, besides the luck that belongs to its seed.
 *
 * @param seed the seed of everything
 * @param cluster servers and configuration
 * @param shapes ordinary latencies and batches
 * @param workload what clients do
 * @param enabled the kinds that this seed switched on, in the order of their enum
 * @param faults in order of time
 * @param safetyNanos length of the phase in which anything may happen
 * @param livenessNanos length of the phase in which the core must serve
 * @param core nodes that are healed for it, a bit a node
 * @param outsiders what is wrong with the others
 * @param strikes single frames that suffer besides those that the faults' noise strikes
 */
public record Plan(
    long seed,
    Cluster cluster,
    Shapes shapes,
    Workload workload,
    List<FaultKind> enabled,
    List<Fault> faults,
    long safetyNanos,
    long livenessNanos,
    int core,
    Outsiders outsiders,
    List<Strike> strikes) {

  public Plan {
    enabled = List.copyOf(enabled);
    faults = List.copyOf(faults);
    strikes = List.copyOf(strikes);
  }

  /** A plan as a seed expands to: only luck strikes single frames. */
  public Plan(
      long seed,
      Cluster cluster,
      Shapes shapes,
      Workload workload,
      List<FaultKind> enabled,
      List<Fault> faults,
      long safetyNanos,
      long livenessNanos,
      int core,
      Outsiders outsiders) {
    this(
        seed,
        cluster,
        shapes,
        workload,
        enabled,
        faults,
        safetyNanos,
        livenessNanos,
        core,
        outsiders,
        List.of());
  }

  /** The same plan but for these. */
  private Plan with(
      Shapes newShapes,
      List<Fault> newFaults,
      long newSafetyNanos,
      long newLivenessNanos,
      int newCore,
      List<Strike> newStrikes) {
    return new Plan(
        seed,
        cluster,
        newShapes,
        workload,
        enabled,
        newFaults,
        newSafetyNanos,
        newLivenessNanos,
        newCore,
        outsiders,
        newStrikes);
  }

  /** The same plan with other faults, for tests and shrinking. */
  public Plan withFaults(List<Fault> others) {
    return with(shapes, others, safetyNanos, livenessNanos, core, strikes);
  }

  /** The same plan with other frames that suffer. */
  public Plan withStrikes(List<Strike> others) {
    return with(shapes, faults, safetyNanos, livenessNanos, core, others);
  }

  /** The same plan with phases of other lengths. */
  public Plan withPhases(long newSafetyNanos, long newLivenessNanos) {
    return with(shapes, faults, newSafetyNanos, newLivenessNanos, core, strikes);
  }

  /** The same plan without the faults of some kinds. */
  public Plan without(List<FaultKind> kinds) {
    List<Fault> kept = new ArrayList<>();
    for (Fault fault : faults) {
      if (!kinds.contains(fault.kind())) {
        kept.add(fault);
      }
    }
    return withFaults(kept);
  }

  /** The same plan, where ordinary delays have no tails: calm weather, besides no storms. */
  public Plan withoutTails() {
    return with(shapes.withoutTails(), faults, safetyNanos, livenessNanos, core, strikes);
  }

  /** The same plan with all nodes in the core, so that nothing is wrong with any in the end. */
  public Plan withWholeCore() {
    return with(shapes, faults, safetyNanos, livenessNanos, cluster.everyNode(), strikes);
  }

  /** The whole plan as lines for a person. */
  public String print() {
    StringBuilder text = new StringBuilder();
    line(text, "seed", seed);
    line(
        text,
        "cluster",
        cluster.nodes()
            + " nodes, "
            + cluster.groups()
            + " groups, "
            + cluster.partitions()
            + " partitions");
    line(
        text,
        "timing",
        "election "
            + seconds(cluster.timing().electionTimeoutNanos())
            + ", heartbeat "
            + seconds(cluster.timing().heartbeatNanos()));
    line(
        text,
        "memory",
        cluster.memoryChunks() + " chunks of " + PlanText.bytes(cluster.chunkBytes()));
    PlanText sections = new PlanText(text);
    sections.limits(cluster.limits());
    sections.shapes(shapes);
    sections.workload(workload);
    StringBuilder kinds = new StringBuilder();
    for (FaultKind kind : enabled) {
      kinds.append(kinds.isEmpty() ? "" : ", ").append(kind.label());
    }
    line(text, "fault kinds", kinds.isEmpty() ? "none" : kinds);
    for (Fault fault : faults) {
      line(text, "fault", fault);
    }
    for (Strike strike : strikes) {
      line(text, "strike", strike);
    }
    line(text, "safety until", seconds(safetyNanos));
    line(
        text,
        "liveness until",
        seconds(safetyNanos + livenessNanos) + ", core " + set(core) + ", others " + outsiders);
    return text.toString();
  }

  private static void line(StringBuilder text, String name, Object value) {
    text.append(name).append(": ").append(value).append('\n');
  }

  /** A time as {@code 12.345678s}. */
  public static String seconds(long nanos) {
    long micros = nanos / 1000;
    String fraction = Long.toString(1_000_000 + micros % 1_000_000).substring(1);
    return micros / 1_000_000 + "." + fraction + "s";
  }

  /** A bit set as {@code {1,3}}. */
  public static String set(int bits) {
    StringBuilder text = new StringBuilder("{");
    for (int bit = 0; bit < Integer.SIZE; bit++) {
      if ((bits & 1 << bit) != 0) {
        text.append(text.length() > 1 ? "," : "").append(bit + 1);
      }
    }
    return text.append('}').toString();
  }
}
