package io.apexkv.kernel.raft;

/** What a replica is in its group; the ordinal is the code in DESCRIPTION. */
public enum Role {
  FOLLOWER,
  /** Asks whether an election could be won, without disturbing anybody (thesis, 9.6). */
  PRE_CANDIDATE,
  CANDIDATE,
  LEADER
}
