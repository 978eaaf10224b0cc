package io.apexkv.sim.plan;

import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Timing;

/**
 * The cluster of a run and its configuration.
 *
 * @param nodes servers, 1 to 9
 * @param groups Raft groups
 * @param partitions parts of the key space
 * @param timing Raft's clocks
 * @param limits small, so that every bound is reached
 * @param chunkBytes size of a chunk of memory
 * @param memoryChunks budget of a kernel
 */
public record Cluster(
    int nodes,
    int groups,
    int partitions,
    Timing timing,
    Limits limits,
    int chunkBytes,
    int memoryChunks) {

  /** A bit for every node. */
  public int everyNode() {
    return (1 << nodes) - 1;
  }

  /** Whether a kernel's memory is so small that it can be filled in a run. */
  public boolean hasFewChunks() {
    return memoryChunks < Planner.MEMORY_CHUNKS;
  }

  /** The least majority. */
  public int quorum() {
    return nodes / 2 + 1;
  }
}
