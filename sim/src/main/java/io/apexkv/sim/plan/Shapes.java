package io.apexkv.sim.plan;

import io.apexkv.sim.event.Latency;

/**
 * The shapes of a run's ordinary luck, with no fault in sight.
 *
 * @param peerLink travel of a frame between servers
 * @param clientLink travel of a frame between a client and a server
 * @param disk a disk operation
 * @param batchDelay from an input to the batch that takes it
 * @param batchWork how long a batch keeps its process busy
 * @param batchInputs most inputs of one batch
 * @param creditBytes bytes that may be under way from one server to another
 * @param resetPerMillion how many partitions of a million end in a lost connection
 * @param batches where inputs are cut into batches
 * @param loss how the frames that a fault strikes are spread over time and links
 * @param farPerMillion how many directed links of a million are far: what travels there takes four
 *     times as long as elsewhere, and no longer on its way back
 */
public record Shapes(
    Latency peerLink,
    Latency clientLink,
    Latency disk,
    Latency batchDelay,
    Latency batchWork,
    int batchInputs,
    int creditBytes,
    int resetPerMillion,
    BatchShape batches,
    LossShape loss,
    int farPerMillion) {

  /** The same shapes, where what a fault strikes is spread in another one. */
  public Shapes withLoss(LossShape other) {
    return new Shapes(
        peerLink,
        clientLink,
        disk,
        batchDelay,
        batchWork,
        batchInputs,
        creditBytes,
        resetPerMillion,
        batches,
        other,
        farPerMillion);
  }

  /** The same shapes, where no delay has a tail or is long for its link. */
  public Shapes withoutTails() {
    return new Shapes(
        withoutTail(peerLink),
        withoutTail(clientLink),
        withoutTail(disk),
        withoutTail(batchDelay),
        withoutTail(batchWork),
        batchInputs,
        creditBytes,
        resetPerMillion,
        batches,
        loss,
        0);
  }

  private static Latency withoutTail(Latency latency) {
    return new Latency(latency.leastNanos(), latency.spreadNanos(), 0, 1);
  }
}
