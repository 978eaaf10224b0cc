package io.apexkv.kernel.raft;

/** One replica as others may see it: a window on the parts that hold its state. */
record GroupState(long group, Voters voters, HardState hardState, Standing standing, RaftLog log)
    implements GroupView {

  @Override
  public long replica() {
    return voters.ownReplica();
  }

  @Override
  public Role role() {
    return standing.role();
  }

  @Override
  public long term() {
    return hardState.term();
  }

  @Override
  public long votedFor() {
    return hardState.votedFor();
  }

  @Override
  public long durableTerm() {
    return hardState.durableTerm();
  }

  @Override
  public long durableVote() {
    return hardState.durableVote();
  }

  @Override
  public long leaderReplica() {
    int leader = standing.leader();
    return leader == Voters.NONE ? 0 : voters.replica(leader);
  }

  @Override
  public long firstIndex() {
    return log.firstIndex();
  }

  @Override
  public long lastIndex() {
    return log.lastIndex();
  }

  @Override
  public long commitIndex() {
    return log.commitIndex();
  }

  @Override
  public long appliedIndex() {
    return log.appliedIndex();
  }

  @Override
  public long durableIndex() {
    return log.durableIndex();
  }

  @Override
  public long termAt(long index) {
    return log.termAt(index);
  }

  @Override
  public long prefixHash(long index) {
    return log.prefixHash(index);
  }

  @Override
  public long entryChecksum(long index) {
    return log.entryChecksum(index);
  }
}
