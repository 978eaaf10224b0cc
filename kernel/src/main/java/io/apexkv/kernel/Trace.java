package io.apexkv.kernel;

/**
 * Events that a kernel reports about itself. The comment of each gives the meaning of {@code first}
 * and {@code second}; {@code group} is 0 for events of the whole node.
 */
public enum Trace {
  /** Recovery ended: boot counter, entries found in the log. */
  RECOVERED,
  /** A torn batch at the end of the log was cut: segment id, offset. */
  TORN_TAIL_CUT,
  /** Became follower: term, leader's node id (0 unknown). */
  FOLLOWER,
  /** Asks for pre-votes: the term that it would campaign in, last log index. */
  PRE_CANDIDATE,
  /** Campaigns: term, last log index. */
  CANDIDATE,
  /** Leads: term, last log index. */
  LEADER,
  /** A leader heard no quorum for an election timeout and stepped down: term. */
  QUORUM_LOST,
  /** A follower cut a conflicting suffix: first index cut, last index before. */
  TRUNCATED,
  /** Entries behind the in-memory tail were read back from the log: first index, bytes. */
  LOG_READ_BACK,
  /** Replication to a peer fell back after a conflict hint: peer, next index. */
  CONFLICT,
  /** A session was opened: session, its window. */
  SESSION_OPENED,
  /** A session expired or was evicted: session, 1 if evicted for space. */
  SESSION_EXPIRED,
  /** A repeated command got its old answer: session, number. */
  DUPLICATE_ANSWERED,
  /** The log reached its budget; writes are refused: bytes used, budget. */
  LOG_FULL,
  /** A request was refused because a bound was reached: connection, bytes pending. */
  BUSY,
  /** A peer's frame was dropped: peer, a code of {@code FrameError}. */
  FRAME_DROPPED,
  /** Nothing is pending after {@link AdminOrder#DRAIN}. */
  DRAINED,
  /** A write was refused since no room can be promised for it: bytes of key and value, pending. */
  MEMORY_FULL
}
