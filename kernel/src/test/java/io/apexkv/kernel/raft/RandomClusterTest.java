package io.apexkv.kernel.raft;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Raft's promises under loss, duplication, reordering, partitions and crashes, for many seeds. */
class RandomClusterTest {

  private static final int SEEDS = 300;

  @Test
  void raftKeepsItsPromisesWhateverTheNetworkAndTheProcessesDo() {
    long committed = 0;
    long terms = 0;
    long served = 0;
    long failed = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      RandomCluster cluster = new RandomCluster(seed);
      try {
        cluster.disturb(1500);
        cluster.heal();
      } catch (RuntimeException | AssertionError failure) {
        throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
      }
      committed += cluster.committed();
      terms += cluster.terms();
      served += cluster.servedReads;
      failed += cluster.failedReads;
    }
    // A run in which nothing happens proves nothing.
    assertTrue(committed > 50L * SEEDS, "entries were committed: " + committed);
    assertTrue(terms > 3L * SEEDS, "leaders changed: " + terms);
    assertTrue(served > 10L * SEEDS, "reads were served: " + served);
    assertTrue(failed > 0, "reads failed with their leaders: " + failed);
  }
}
