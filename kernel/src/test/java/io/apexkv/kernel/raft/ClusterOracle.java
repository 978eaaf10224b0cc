package io.apexkv.kernel.raft;

import io.apexkv.kernel.wire.PeerFrame;
import io.apexkv.kernel.wire.VoteAnswer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Raft's promises (Raft, figure 3), as seen by somebody who sees all nodes and their disks at once.
 * Each method throws on the first promise that is broken.
 */
final class ClusterOracle {

  private record EntryId(long group, long index, long term) {}

  private record Vote(long group, long term, long voter) {}

  private record Term(long group, long term) {}

  private final Map<Term, Long> leaders = new HashMap<>();
  private final Map<Vote, Long> votes = new HashMap<>();
  private final Map<EntryId, Long> hashes = new HashMap<>();

  /** By group: the hash of the log up to each committed index. */
  private final List<List<Long>> committed = new ArrayList<>();

  ClusterOracle(int groups) {
    for (int i = 0; i < groups; i++) {
      committed.add(new ArrayList<>());
    }
  }

  long committedIndex(long group) {
    return committed.get((int) group - 1).size();
  }

  int terms() {
    return leaders.size();
  }

  /** Looks at a node after it did something. */
  void stepped(TestNode node, List<LogDisk> disks) {
    for (long id = 1; id <= node.groups.count(); id++) {
      GroupView group = node.group(id).view();
      logMatching(group);
      stateMachineSafety(group, disks);
      if (group.role() == Role.LEADER
          && leaders.putIfAbsent(new Term(id, group.term()), group.replica()) == null) {
        leaderCompleteness(group);
      }
      long leader = leaders.getOrDefault(new Term(id, group.term()), group.replica());
      expect(
          group.role() != Role.LEADER || leader == group.replica(),
          "Election Safety: at most one leader in term " + group.term());
    }
  }

  /** Looks at a frame as it leaves. */
  void sent(TestNode.Sent frame) {
    ByteBuffer b = frame.bytes();
    int kind = PeerFrame.kind(b, 0);
    long candidate = 0;
    if (kind == PeerFrame.VOTE) {
      candidate = frame.from(); // asking for votes tells of the own one
    } else if (kind == PeerFrame.VOTE_ANSWER && VoteAnswer.granted(b, PeerFrame.HEADER_BYTES)) {
      candidate = frame.to();
    }
    if (candidate != 0) {
      Vote vote = new Vote(PeerFrame.group(b, 0), PeerFrame.term(b, 0), frame.from());
      long earlier = votes.getOrDefault(vote, candidate);
      votes.put(vote, candidate);
      expect(earlier == candidate, vote + " was told to " + earlier + " and to " + candidate);
    }
  }

  private void logMatching(GroupView group) {
    for (long i = group.lastIndex(); i >= group.firstIndex(); i--) {
      long hash = group.prefixHash(i);
      if (hash == 0) {
        continue;
      }
      EntryId id = new EntryId(group.group(), i, group.termAt(i));
      Long other = hashes.putIfAbsent(id, hash);
      expect(other == null || other == hash, "Log Matching: two logs up to " + id);
    }
  }

  private void stateMachineSafety(GroupView group, List<LogDisk> disks) {
    List<Long> canonical = committed.get((int) group.group() - 1);
    for (long i = group.firstIndex(); i <= group.commitIndex(); i++) {
      long hash = group.prefixHash(i);
      if (i > canonical.size()) {
        // The node may have let go of the entry, but it was seen when it came.
        EntryId id = new EntryId(group.group(), i, group.termAt(i));
        canonical.add(Objects.requireNonNull(hashes.get(id), "a committed entry was seen before"));
        durableOnMajority(group, i, disks);
      } else if (hash != 0) {
        expect(canonical.get((int) i - 1) == hash, "State Machine Safety: two entries at " + i);
      }
    }
  }

  private void durableOnMajority(GroupView group, long index, List<LogDisk> disks) {
    int copies = 0;
    for (LogDisk disk : disks) {
      LogDisk.Image image = disk.image(group.group());
      if (image.lastIndex() >= index && image.termAt(index) == group.termAt(index)) {
        copies++;
      }
    }
    expect(copies > disks.size() / 2, "entry " + index + " is on a majority's disks: " + copies);
  }

  private void leaderCompleteness(GroupView leader) {
    List<Long> canonical = committed.get((int) leader.group() - 1);
    expect(
        leader.lastIndex() >= canonical.size(),
        "Leader Completeness: the log ends at " + leader.lastIndex() + " of " + canonical.size());
    for (long i = leader.firstIndex(); i <= canonical.size(); i++) {
      long hash = leader.prefixHash(i);
      expect(
          hash == 0 || hash == canonical.get((int) i - 1),
          "Leader Completeness: another entry at " + i);
    }
  }

  static void expect(boolean holds, String promise) {
    if (!holds) {
      throw new AssertionError(promise);
    }
  }
}
