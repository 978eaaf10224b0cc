package io.apexkv.kernel.raft;

/** When a leader may call an entry committed (Raft, 5.3 and 5.4.2). */
final class CommitRule {

  private CommitRule() {}

  /**
   * The leader's next commit index.
   *
   * <p>Only an entry of the leader's own term is committed by counting replicas; the ones before it
   * are committed with it (Raft, 5.4.2 and figure 8: an entry of an older term on a majority can
   * still be overwritten).
   *
   * @param reached the largest index that is durable on a majority
   * @param termOfReached the term of the entry there
   */
  static long commitIndex(long commitIndex, long reached, long termOfReached, long currentTerm) {
    boolean advances = reached > commitIndex && termOfReached == currentTerm;
    return advances ? reached : commitIndex;
  }
}
