package io.apexkv.kernel.raft;

/**
 * How a leader finds the point where a follower's log parts from its own without stepping back one
 * entry at a time (Raft, 5.3, last but two paragraphs; the two-sided search is etcd's).
 *
 * <p>Where logs agree, they agree on everything before, and terms never decrease. So if the
 * follower has term t at an index, no entry of the leader's at or before that index with a term
 * above t can match, and the other way round. Each side skips all of those at once, on its own log.
 */
final class ConflictHint {

  private ConflictHint() {}

  /**
   * The follower's hint: the last index before the refused one at which the logs may match.
   *
   * @param previousIndex where the follower found another entry, or none
   * @param previousTerm the leader's term there
   */
  static long index(RaftLog log, long previousIndex, long previousTerm) {
    return log.lastIndexAtMost(previousIndex - 1, previousTerm);
  }

  /** Where the leader probes next: behind the last own entry that may match by the hint. */
  static long nextIndex(RaftLog log, long hintIndex, long hintTerm) {
    return log.lastIndexAtMost(hintIndex, hintTerm) + 1;
  }
}
