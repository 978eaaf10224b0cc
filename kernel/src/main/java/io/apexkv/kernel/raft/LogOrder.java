package io.apexkv.kernel.raft;

/** Which of two logs is more up to date (Raft, 5.4.1, last paragraph). */
final class LogOrder {

  private LogOrder() {}

  /** Whether a candidate's log is at least as up to date as the voter's own. */
  static boolean upToDate(long lastTerm, long lastIndex, long ownLastTerm, long ownLastIndex) {
    if (lastTerm != ownLastTerm) {
      return lastTerm > ownLastTerm;
    }
    return lastIndex >= ownLastIndex;
  }
}
