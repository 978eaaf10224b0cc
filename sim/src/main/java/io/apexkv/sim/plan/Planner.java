package io.apexkv.sim.plan;

import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Timing;
import io.apexkv.kernel.base.Prng;
import io.apexkv.sim.event.Latency;
import io.apexkv.sim.event.Luck;
import io.apexkv.sim.event.Purpose;
import java.util.ArrayList;
import java.util.List;

/**
 * Expands a seed to a plan. Each section of the plan, and each kind of fault, has its own
 * generator, so that a change in one leaves the others as they were.
 */
public final class Planner {

  private static final long MICRO = 1_000L;
  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1_000_000_000L;

  private static final int CHUNK_BYTES = 64 << 10;
  private static final int MEMORY_CHUNKS = 1024;

  private Planner() {}

  /** The plan of a seed. */
  public static Plan plan(long seed) {
    Luck luck = new Luck(seed);
    Cluster cluster = cluster(section(luck, 1));
    Workload workload = workload(section(luck, 2), cluster);
    Shapes shapes = shapes(section(luck, 3));
    Prng phases = section(luck, 4);
    long safetyNanos = (5 + phases.below(7)) * SECOND;
    long livenessNanos = 3 * SECOND + 15 * cluster.timing().electionTimeoutNanos();
    int core = core(phases, cluster);
    Outsiders outsiders = oneOf(phases, Outsiders.values());
    Prng swarm = section(luck, 5);
    List<FaultKind> enabled = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      if (swarm.chance(1, 2)) {
        enabled.add(kind);
        FaultPlanner planner = new FaultPlanner(section(luck, 100 + kind.ordinal()), cluster);
        planner.plan(kind, safetyNanos, workload.clients(), faults);
      }
    }
    faults.sort((one, two) -> Long.compare(one.atNanos(), two.atNanos()));
    return new Plan(
        seed,
        cluster,
        shapes,
        workload,
        enabled,
        faults,
        safetyNanos,
        livenessNanos,
        core,
        outsiders);
  }

  private static Prng section(Luck luck, int number) {
    return new Prng(luck.draw(Purpose.PLAN, number, 0, 0));
  }

  private static Cluster cluster(Prng prng) {
    int nodes = new int[] {1, 3, 3, 3, 3, 3, 5, 5, 5, 5}[(int) prng.below(10)];
    int groups = 1 + (int) prng.below(prng.chance(1, 2) ? 2 : 8);
    int partitions = groups * (1 + (int) prng.below(4));
    long electionNanos = (50 + prng.below(150)) * MILLI;
    Timing timing = new Timing(electionNanos, electionNanos / (3 + prng.below(5)));
    int maxValueBytes = 64 << prng.below(7); // 64 .. 4096: two fit in a chunk with their headers
    int segmentBytes = CHUNK_BYTES << prng.below(4);
    int appendBytes = 1 << (10 + prng.below(6));
    // One seed in 20 fills its log: from then on writes are refused and reads must go on.
    boolean fills = prng.chance(1, 20);
    Limits limits =
        new Limits(
            maxValueBytes,
            segmentBytes,
            fills ? 4L * segmentBytes : 1L << 30,
            1L << (12 + prng.below(8)),
            appendBytes,
            appendBytes << prng.below(4),
            1 << (13 + prng.below(7)),
            1 << (12 + prng.below(5)),
            4 << prng.below(6),
            prng.chance(1, 8) ? 3 + (int) prng.below(4) : 64,
            prng.chance(1, 4) ? 300 + prng.below(1000) : 600_000);
    return new Cluster(nodes, groups, partitions, timing, limits, CHUNK_BYTES, MEMORY_CHUNKS);
  }

  private static Workload workload(Prng prng, Cluster cluster) {
    int get = 20 + (int) prng.below(40);
    int put = 15 + (int) prng.below(30);
    int del = (int) prng.below(15);
    int most = cluster.limits().maxValueBytes();
    return new Workload(
        2 + (int) prng.below(4),
        1 + (int) prng.below(3),
        1 + (int) prng.below(prng.chance(1, 2) ? 1 : 8),
        2 + (int) prng.below(30),
        (1 + prng.below(20)) * MILLI,
        get,
        put,
        del,
        8 + (int) prng.below(Math.min(most, 128) - 8 + 1),
        prng.chance(1, 2) ? 20_000 : 0,
        oneOf(prng, new Integer[] {0, 500_000, 1_000_000}));
  }

  private static Shapes shapes(Prng prng) {
    Latency peer =
        new Latency(
            (20 + prng.below(500)) * MICRO,
            (10 + prng.below(1000)) * MICRO,
            (int) prng.below(30_000),
            1 + (int) prng.below(6));
    Latency client =
        new Latency(
            (20 + prng.below(300)) * MICRO,
            (10 + prng.below(500)) * MICRO,
            (int) prng.below(20_000),
            1 + (int) prng.below(5));
    Latency disk =
        new Latency(
            (30 + prng.below(100)) * MICRO,
            (10 + prng.below(prng.chance(1, 3) ? 3000 : 200)) * MICRO,
            (int) prng.below(50_000),
            1 + (int) prng.below(6));
    Latency delay = new Latency(MICRO, (1 + prng.below(100)) * MICRO, 0, 1);
    Latency work = new Latency(2 * MICRO, (1 + prng.below(20)) * MICRO, 5_000, 5);
    int inputs = prng.chance(1, 3) ? 1 + (int) prng.below(4) : 64;
    int credit = 1 << (16 + prng.below(6));
    return new Shapes(
        peer, client, disk, delay, work, inputs, credit, (int) prng.below(Luck.MILLION));
  }

  /** A quorum at least, at random. */
  private static int core(Prng prng, Cluster cluster) {
    int size = cluster.quorum() + (int) prng.below(cluster.nodes() - cluster.quorum() + 1);
    return FaultPlanner.subset(prng, cluster.nodes(), size);
  }

  private static <T> T oneOf(Prng prng, T[] choices) {
    return choices[(int) prng.below(choices.length)];
  }
}
