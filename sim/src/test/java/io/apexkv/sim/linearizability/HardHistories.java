package io.apexkv.sim.linearizability;

import io.apexkv.sim.history.HistoryBuilder;

/** Puzzles that cost the search a number of steps exponential in their size. */
final class HardHistories {
  private static final long HUB = 0;
  private static final long ISLAND = 1000;

  private HardHistories() {}

  /**
   * Loops of concurrent cas from one value to another and back, in any order, and one more loop
   * that no order reaches: not linearizable, which only all 2^loops sets of loops show.
   */
  static void addUnreachableLoop(HistoryBuilder builder, int key, int loops) {
    builder.ok(builder.invokeWrite(0, key, HUB));
    int[] operations = new int[2 * loops + 3];
    int count = 0;
    for (int loop = 1; loop <= loops; loop++) {
      operations[count++] = builder.invokeCas(count, key, HUB, loop);
      operations[count++] = builder.invokeCas(count, key, loop, HUB);
    }
    operations[count++] = builder.invokeCas(count, key, ISLAND, ISLAND + 1);
    operations[count++] = builder.invokeCas(count, key, ISLAND + 1, ISLAND + 2);
    operations[count++] = builder.invokeCas(count, key, ISLAND + 2, ISLAND);
    for (int operation : operations) {
      builder.okCas(operation, true);
    }
  }
}
