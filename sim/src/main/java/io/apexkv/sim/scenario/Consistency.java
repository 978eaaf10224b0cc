package io.apexkv.sim.scenario;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.client.Values;
import io.apexkv.sim.plan.Cluster;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Workload;
import io.apexkv.sim.world.World;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Whether the settings of a plan go together: whether a server would start with them. */
final class Consistency {

  private static final int LEAST_CHUNK_BYTES = 64 << 10;
  private static final int MOST_CHUNK_BYTES = 4 << 20;
  private static final int HUNDRED = 100;
  private static final long LEAST_THINK_NANOS = 1_000;

  private Consistency() {}

  /** The memory of a server as far as its configuration asks for it. */
  private record Budget(int chunkBytes, int available) implements Memory {
    @Override
    public @Nullable ByteBuffer take() {
      return null;
    }

    @Override
    public void give(ByteBuffer chunk) {}
  }

  /**
   * Checks a plan, its faults apart.
   *
   * @throws IllegalArgumentException if something in it contradicts something else
   */
  static void check(Plan plan) {
    Cluster cluster = plan.cluster();
    int chunk = cluster.chunkBytes();
    require(
        Integer.bitCount(chunk) == 1 && chunk >= LEAST_CHUNK_BYTES && chunk <= MOST_CHUNK_BYTES,
        "a chunk is a power of two from 64KiB to 4MiB");
    require(cluster.partitions() >= cluster.groups(), "there are fewer partitions than groups");
    List<Member> members = new ArrayList<>();
    for (int id = 1; id <= cluster.nodes(); id++) {
      members.add(new Member(id, World.address(id)));
    }
    var _ =
        new Config(
            World.CLUSTER,
            1,
            members,
            cluster.partitions(),
            cluster.groups(),
            cluster.timing(),
            cluster.limits(),
            new Budget(chunk, cluster.memoryChunks()),
            "simulated");
    require(
        plan.shapes().creditBytes() >= chunk,
        "the credit is less than a chunk, which is what is sent at once");
    check(plan.workload(), cluster.limits().maxValueBytes());
    require((plan.core() & ~cluster.everyNode()) == 0, "the core has a node that does not exist");
    require(Integer.bitCount(plan.core()) >= cluster.quorum(), "the core is less than a majority");
  }

  private static void check(Workload workload, int maxValueBytes) {
    int usual = workload.valueBytes();
    require(
        usual >= Values.LEAST_BYTES && usual <= maxValueBytes,
        "usual values are "
            + Values.LEAST_BYTES
            + " bytes or more, which tell them apart, and no longer than "
            + maxValueBytes
            + ", the longest value");
    int percent = workload.getPercent() + workload.putPercent() + workload.delPercent();
    require(workload.thinkNanos() >= LEAST_THINK_NANOS, "clients think for 1us or longer");
    require(percent <= HUNDRED, "gets, puts and dels are " + percent + " percent together");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
