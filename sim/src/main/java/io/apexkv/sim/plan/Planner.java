package io.apexkv.sim.plan;

import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Timing;
import io.apexkv.kernel.base.Prng;
import io.apexkv.sim.event.DelayShape;
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

  /** A kernel's memory, unless it is to be filled. */
  static final int MEMORY_CHUNKS = 1024;

  private Planner() {}

  /** The plan of a seed. */
  public static Plan plan(long seed) {
    Luck luck = new Luck(seed);
    Cluster cluster = cluster(section(luck, 1));
    Workload workload = workload(section(luck, 2), section(luck, 7), cluster);
    Prng chunks = section(luck, 9);
    // Some seeds fill their memory: writes are refused, and whoever restarts must find room again.
    if (chunks.chance(3, 50)) {
      cluster = FewChunks.cluster(chunks, cluster);
      workload = FewChunks.workload(chunks, workload);
    }
    Shapes shapes = shapes(section(luck, 3));
    Prng phases = section(luck, 4);
    long safetyNanos = (5 + phases.below(7)) * SECOND;
    long livenessNanos = 3 * SECOND + 15 * cluster.timing().electionTimeoutNanos();
    int core = core(phases, cluster);
    Outsiders outsiders = oneOf(phases, Outsiders.values());
    FaultPlanner.Intensity intensity = oneOf(section(luck, 6), FaultPlanner.Intensity.values());
    Prng swarm = section(luck, 5);
    // Some bugs need a crowd of faults, others a few in a row that nothing else disturbs.
    int onOfFour = oneOf(swarm, new Integer[] {1, 1, 2, 3});
    List<FaultKind> enabled = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    for (FaultKind kind : FaultKind.values()) {
      if (swarm.chance(onOfFour, 4)) {
        enabled.add(kind);
        Prng prng = section(luck, 100 + kind.ordinal());
        int clients = workload.clients();
        new FaultPlanner(prng, cluster, clients, safetyNanos, intensity).plan(kind, faults);
      }
    }
    faults.sort((one, two) -> Long.compare(one.atNanos(), two.atNanos()));
    boolean inTurn = section(luck, 8).chance(1, 3);
    return new Plan(
        seed,
        cluster,
        shapes,
        workload,
        enabled,
        inTurn ? inTurn(faults, 2 * cluster.timing().electionTimeoutNanos()) : faults,
        safetyNanos,
        livenessNanos,
        core,
        outsiders);
  }

  /**
   * Those faults that begin when the one before is over and the cluster had time to recover. Some
   * bugs need what one fault does from its beginning to its end, and hide when another one
   * interferes. Weather goes on meanwhile.
   */
  private static List<Fault> inTurn(List<Fault> faults, long recoveryNanos) {
    List<Fault> kept = new ArrayList<>();
    long quietFromNanos = 0;
    for (Fault fault : faults) {
      if (fault.kind().isWeather()) {
        kept.add(fault);
      } else if (fault.atNanos() >= quietFromNanos) {
        kept.add(fault);
        quietFromNanos = fault.untilNanos() + recoveryNanos;
      }
    }
    return kept;
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
    int segmentBytes = CHUNK_BYTES << prng.below(4);
    // One seed in 20 fills its log: from then on writes are refused and reads must go on.
    boolean fills = prng.chance(1, 20);
    long logBytes = fills ? 4L * segmentBytes : 1L << 30;
    Limits limits =
        prng.chance(1, 4) ? roomy(segmentBytes, logBytes) : tight(prng, segmentBytes, logBytes);
    return new Cluster(nodes, groups, partitions, timing, limits, CHUNK_BYTES, MEMORY_CHUNKS);
  }

  /** Bounds that are reached all the time. */
  private static Limits tight(Prng prng, int segmentBytes, long logBytes) {
    int maxValueBytes = 64 << prng.below(7); // 64 .. 4096: two fit in a chunk with their headers
    int appendBytes = 1 << (10 + prng.below(6));
    return new Limits(
        maxValueBytes,
        segmentBytes,
        logBytes,
        1L << (12 + prng.below(8)),
        appendBytes,
        appendBytes << prng.below(4),
        1 << (13 + prng.below(7)),
        1 << (12 + prng.below(5)),
        4 << prng.below(6),
        prng.chance(1, 8) ? 3 + (int) prng.below(4) : 64,
        prng.chance(1, 4) ? 300 + prng.below(1000) : 600_000);
  }

  /** Bounds that hardly matter, as in an ordinary cluster. */
  private static Limits roomy(int segmentBytes, long logBytes) {
    return new Limits(
        4096,
        segmentBytes,
        logBytes,
        1L << 20,
        1 << 15,
        1 << 18,
        1 << 20,
        1 << 17,
        128,
        64,
        600_000);
  }

  private static Workload workload(Prng prng, Prng readers, Cluster cluster) {
    // One seed in eight has clients of one sort alone; one in eight floods: many at once, and long.
    boolean noPlain = prng.chance(1, 16);
    boolean onlyPlain = !noPlain && prng.chance(1, 16);
    boolean floods = prng.chance(1, 8);
    int withSession = onlyPlain ? 0 : 2 + (int) prng.below(4);
    int plain = noPlain ? 0 : 1 + (int) prng.below(3);
    int window = floods ? 16 : 1 + (int) prng.below(prng.chance(1, 2) ? 1 : 8);
    // What a crowd does to one key at a time takes longer to judge than to simulate.
    boolean crowd = window * (withSession + plain) > 16;
    KeyShape keyShape = crowd ? KeyShape.UNIFORM : oneOf(prng, KeyShape.values());
    Arrival arrival = oneOf(prng, Arrival.values());
    Mix mix = oneOf(prng, Mix.values());
    int mostBytes = floods ? cluster.limits().maxValueBytes() : 128;
    return new Workload(
        withSession,
        plain,
        readers.chance(1, 2) ? (int) readers.below(withSession + plain) : 0,
        window,
        (floods ? 16 : 2) + (int) prng.below(30),
        (1 + prng.below(20)) * MILLI,
        mix.get + (int) prng.below(mix.spread),
        mix.put + (int) prng.below(mix.spread),
        (int) prng.below(mix.del + 1),
        8 + (int) prng.below(Math.min(cluster.limits().maxValueBytes(), mostBytes) - 8 + 1),
        prng.chance(1, 2) ? 20_000 : 0,
        oneOf(prng, new Integer[] {0, 500_000, 1_000_000}),
        keyShape,
        crowd && arrival == Arrival.TOGETHER ? Arrival.TRAINS : arrival,
        oneOf(prng, ValueShape.values()));
  }

  /** What clients mostly do; what is left to a hundred are CAS. */
  private enum Mix {
    EVEN(20, 25, 15, 15),
    READS(70, 8, 5, 5),
    WRITES(10, 60, 10, 10),
    SWAPS(10, 10, 5, 15),
    NO_DELETES(20, 25, 0, 20),
    NO_SWAPS(50, 50, 0, 1);

    final int get;
    final int put;
    final int del;
    final int spread;

    Mix(int get, int put, int del, int spread) {
      this.get = get;
      this.put = put;
      this.del = del;
      this.spread = spread;
    }
  }

  private static Shapes shapes(Prng prng) {
    Latency peer = latency(prng, 20 + prng.below(500), 10 + prng.below(1000), 30_000, 6);
    Latency client = latency(prng, 20 + prng.below(300), 10 + prng.below(500), 20_000, 5);
    long diskSpread = 10 + prng.below(prng.chance(1, 3) ? 3000 : 200);
    Latency disk = latency(prng, 30 + prng.below(100), diskSpread, 50_000, 6);
    Latency delay = new Latency(MICRO, (1 + prng.below(100)) * MICRO, 0, 1);
    Latency work = new Latency(2 * MICRO, (1 + prng.below(20)) * MICRO, 5_000, 5);
    int inputs = prng.chance(1, 3) ? 2 + (int) prng.below(3) : 64;
    int credit = 1 << (16 + prng.below(6));
    int resets = (int) prng.below(Luck.MILLION);
    BatchShape batches = oneOf(prng, BatchShape.values());
    LossShape loss = oneOf(prng, LossShape.values());
    // A far link that is heavy besides would be slower than leaders are given to prove that they
    // live.
    boolean far = peer.shape() != DelayShape.HEAVY && prng.chance(1, 3);
    return new Shapes(
        peer,
        client,
        disk,
        delay,
        work,
        inputs,
        credit,
        resets,
        batches,
        loss,
        far ? (int) prng.below(Luck.MILLION / 2) : 0);
  }

  /** A heavy shape has a tail of its own, and begins with a narrow range. */
  private static Latency latency(
      Prng prng, long leastMicros, long spreadMicros, int mostTail, int mostDoublings) {
    DelayShape shape = oneOf(prng, DelayShape.values());
    int tail = (int) prng.below(mostTail);
    int doublings = 1 + (int) prng.below(mostDoublings);
    return shape == DelayShape.HEAVY
        ? new Latency(leastMicros * MICRO, Math.min(spreadMicros, 300) * MICRO, 0, 1, shape)
        : new Latency(leastMicros * MICRO, spreadMicros * MICRO, tail, doublings, shape);
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
