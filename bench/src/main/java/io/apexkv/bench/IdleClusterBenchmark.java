package io.apexkv.bench;

import io.apexkv.kernel.Timing;
import io.apexkv.sim.disk.DurableImage;
import io.apexkv.sim.oracle.Oracles;
import io.apexkv.sim.plan.Cluster;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.world.World;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Five simulated nodes without clients and faults, elections and heartbeats as usual in production,
 * every check on. The score is simulated seconds in a second: how many times real time.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class IdleClusterBenchmark {

  private static final int NODES = 5;
  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long ENDLESS_NANOS = Long.MAX_VALUE / 2;

  private final World world = new World(calmPlan(), KernelSubject.FACTORY);

  /** Attaches the checks; there is a leader before anything is measured. */
  public IdleClusterBenchmark() {
    DurableImage[] images = new DurableImage[NODES];
    for (int id = 1; id <= NODES; id++) {
      images[id - 1] = world.node(id).disk();
    }
    world.observe(new Oracles(1, images, Set.of()));
    world.queue().bound(Long.MAX_VALUE);
    world.runUntil(5 * SECOND_NANOS);
  }

  private static Plan calmPlan() {
    Plan drawn = Planner.plan(1);
    Cluster shape = drawn.cluster();
    Cluster cluster =
        new Cluster(
            NODES, 1, 1, Timing.DEFAULT, shape.limits(), shape.chunkBytes(), shape.memoryChunks());
    return new Plan(
        drawn.seed(),
        cluster,
        drawn.shapes().withoutTails(),
        drawn.workload(),
        List.of(),
        List.of(),
        ENDLESS_NANOS,
        0,
        cluster.everyNode(),
        drawn.outsiders());
  }

  /** One simulated second. */
  @Benchmark
  public long second() {
    world.runUntil(world.nowNanos() + SECOND_NANOS);
    return world.nowNanos();
  }
}
