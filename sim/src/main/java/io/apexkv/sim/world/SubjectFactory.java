package io.apexkv.sim.world;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Host;

/** Makes the kernels of a world. */
public interface SubjectFactory {

  /** Makes the content of a fresh data directory's superblock, as formatting does. */
  byte[] format(Config config);

  /**
   * Makes a kernel.
   *
   * @param seed the seed of its own luck
   * @param lateness what its engines ask whether to answer late
   */
  Subject boot(Config config, long seed, Host host, Lateness lateness);
}
