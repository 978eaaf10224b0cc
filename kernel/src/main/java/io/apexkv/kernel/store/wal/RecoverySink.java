package io.apexkv.kernel.store.wal;

/**
 * Gets what recovery finds: for each group one {@link #head} before anything else of the group,
 * then truncations and entries in the order of the log, at the end one {@link #hardState} each, and
 * then {@link #recovered}.
 */
public interface RecoverySink extends LogVisitor {

  /** What a crash left of a batch that was never acknowledged begins here; it is not used. */
  void tornTailCut(long segment, long offset);

  /**
   * Recovery ended, and everything shown is durable; the node may serve, vote and campaign.
   *
   * @param bootCounter this boot's, above every earlier one, durable
   * @param entries how many log entries there are, of all groups
   */
  void recovered(long bootCounter, long entries);
}
