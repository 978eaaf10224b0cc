package io.apexkv.kernel.store;

/** Makes the engine of a group: what a host chooses a kind of storage by. */
@FunctionalInterface
public interface EngineFactory {

  /**
   * Makes an empty engine.
   *
   * @param slabs the memory that all engines of the node share
   * @param maxValueBytes longest value
   * @param hashSeed what its hash table may depend on
   */
  Engine create(long group, Slabs slabs, int maxValueBytes, long hashSeed);

  /** Engines in memory. */
  EngineFactory MEMORY =
      (group, slabs, maxValueBytes, hashSeed) -> new MemoryEngine(slabs, maxValueBytes, hashSeed);
}
