package io.apexkv.sim.plan;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Limits;
import io.apexkv.kernel.base.Prng;

/**
 * A cluster with hardly more memory than the least, and clients whose values do not fit: many of
 * them are long, and enough are under way at once to use the headroom up if it were promised.
 */
final class FewChunks {

  /** Three fill most of a chunk. */
  private static final int MOST_VALUE_BYTES = 16_000;

  private static final int APPEND_BYTES = 16 << 10;
  private static final int MOST_VALUE_CHUNKS = 6;

  private FewChunks() {}

  /** The same cluster with long values and little memory. */
  static Cluster cluster(Prng prng, Cluster usual) {
    Limits old = usual.limits();
    int tailChunks = 2 << prng.below(4);
    Limits limits =
        new Limits(
            MOST_VALUE_BYTES,
            old.walSegmentBytes(),
            old.logBudgetBytes(),
            (long) tailChunks * usual.chunkBytes(),
            APPEND_BYTES,
            APPEND_BYTES << prng.below(4),
            1 << (18 + prng.below(3)),
            1 << (16 + prng.below(3)),
            old.sessionWindow(),
            old.sessions(),
            old.sessionMillis());
    int leastChunks =
        Config.minimumChunks(usual.groups(), usual.nodes(), limits, usual.chunkBytes());
    return new Cluster(
        usual.nodes(),
        usual.groups(),
        usual.partitions(),
        usual.timing(),
        limits,
        usual.chunkBytes(),
        leastChunks + tailChunks - 2 + (int) prng.below(MOST_VALUE_CHUNKS));
  }

  /** The same clients, who write more and longer values, and delete some. */
  static Workload workload(Prng prng, Workload usual) {
    return new Workload(
        usual.sessionClients(),
        usual.rawClients(),
        usual.readers(),
        8 + (int) prng.below(9),
        usual.keys() + 32,
        usual.thinkNanos(),
        10 + (int) prng.below(20),
        40 + (int) prng.below(20),
        5 + (int) prng.below(10),
        MOST_VALUE_BYTES / 2 + (int) prng.below(MOST_VALUE_BYTES / 2),
        usual.largePerMillion(),
        usual.forwardPerMillion(),
        KeyShape.UNIFORM, // what a crowd does to one key takes long to judge
        usual.arrival() == Arrival.TOGETHER ? Arrival.TRAINS : usual.arrival(),
        usual.valueShape());
  }
}
