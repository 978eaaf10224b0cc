package io.apexkv.kernel.raft;

/** What may be seen of a group from outside: by a status page, and by a simulator's checks. */
public interface GroupView {

  /** The group's number, from 1. */
  long group();

  /** This replica's id. */
  long replica();

  Role role();

  long term();

  /** The replica that got this replica's vote in the current term, 0 if none. */
  long votedFor();

  /** The term on disk. */
  long durableTerm();

  /** The vote on disk. */
  long durableVote();

  /** The replica that leads in this term as far as is known, 0 if unknown. */
  long leaderReplica();

  /** The first index of the log. */
  long firstIndex();

  /** The last index of the log, one below the first if it is empty. */
  long lastIndex();

  /** The last index that is known to be committed. */
  long commitIndex();

  /** The last index that the service has applied. */
  long appliedIndex();

  /** The last index that is durable here; may be below the commit index. */
  long durableIndex();

  /** The term at an index from {@code firstIndex - 1} to {@code lastIndex}, else -1. */
  long termAt(long index);

  /**
   * A hash over all entries up to an index: equal hashes at an index mean equal logs up to there. 0
   * if it is not known any more: behind what is in memory, and after a truncation to there.
   */
  long prefixHash(long index);

  /** The CRC32C of the whole entry at an index, from 0 up; -1 if it is not in memory. */
  long entryChecksum(long index);
}
