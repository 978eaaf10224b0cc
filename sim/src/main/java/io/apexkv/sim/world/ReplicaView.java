package io.apexkv.sim.world;

/** What oracles may see of one group on one node. Reading it changes nothing. */
public interface ReplicaView {

  /** The group, from 1. */
  int group();

  /** Whether this replica believes that it leads. */
  boolean leads();

  /** The current term. */
  long term();

  /** Whom it voted for in the current term, 0 for nobody. */
  long votedFor();

  /** The highest index known to be committed. */
  long commitIndex();

  /** The highest index applied to the state. */
  long appliedIndex();

  /** The last index of the log. */
  long lastIndex();

  /** The term of the entry at an index from 1 to {@link #lastIndex}. */
  long termAt(long index);

  /** The CRC32C of the entry at an index, header and payload; -1 if the entry is not in memory. */
  long entryChecksum(long index);

  /** A digest of the applied state, equal for equal states. */
  long stateDigest();
}
