package io.apexkv.kernel.store.wal;

import java.util.ArrayList;
import java.util.List;

/**
 * What the log knows of one group: what a GROUP_HEAD says, where its entries are, and how far the
 * batch that is being staged goes beyond that.
 */
final class GroupLog {

  final long group;

  /** Where the durable entries are. A staged truncation has been applied, staged entries not. */
  LogIndex index = new LogIndex(1, 0);

  /** Hard state and last entry as of the last durable batch: the next head, if one is due. */
  long term;

  long votedFor;
  long lastIndex;
  long lastTerm;

  /** The same after the batch being staged or under way. */
  long stagedTerm;

  long stagedVotedFor;
  long stagedLastIndex;

  GroupLog(long group) {
    this.group = group;
  }

  /** Takes a hard state unless the known one is newer. False if the two contradict each other. */
  boolean mergeHardState(long otherTerm, long otherVote) {
    if (otherTerm > term || (otherTerm == term && votedFor == 0)) {
      term = otherTerm;
      votedFor = otherVote;
      return true;
    }
    return otherTerm < term || otherVote == 0 || otherVote == votedFor;
  }

  /** The staged batch is durable and its entries are in the index. */
  void becameDurable() {
    term = stagedTerm;
    votedFor = stagedVotedFor;
    lastIndex = index.lastIndex();
    lastTerm = index.lastTerm();
  }

  /** Nothing is staged beyond what is durable. */
  void unstage() {
    stagedTerm = term;
    stagedVotedFor = votedFor;
    lastIndex = index.lastIndex();
    lastTerm = index.lastTerm();
    stagedLastIndex = lastIndex;
  }

  /** The rows of a superblock, as of what is staged. */
  static List<Superblock.HardState> hardStates(GroupLog[] groups) {
    List<Superblock.HardState> rows = new ArrayList<>(groups.length);
    for (GroupLog group : groups) {
      rows.add(new Superblock.HardState(group.group, group.stagedTerm, group.stagedVotedFor));
    }
    return rows;
  }
}
