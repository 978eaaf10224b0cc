package io.apexkv.kernel.raft;

import static io.apexkv.kernel.raft.Scenario.SECOND;
import static io.apexkv.kernel.raft.Scenario.THIRD;
import static io.apexkv.kernel.raft.Scenario.accept;
import static io.apexkv.kernel.raft.Scenario.append;
import static io.apexkv.kernel.raft.Scenario.appendCommitting;
import static io.apexkv.kernel.raft.Scenario.elected;
import static io.apexkv.kernel.raft.Scenario.fresh;
import static io.apexkv.kernel.raft.Scenario.refuse;
import static io.apexkv.kernel.raft.Scenario.withLog;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.InvariantViolation;
import io.apexkv.kernel.wire.EntryCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sentences of the Raft paper about log replication and commitment, each as a test. */
class ReplicationPaperTest {

  // Raft, 5.3 and 5.4: commitment.

  @Test
  void anEntryIsCommittedOnceAMajorityHasItDurably() {
    TestNode node = elected(fresh(5));
    accept(node, SECOND, 1);
    assertEquals(0, node.group(1).view().commitIndex());
    accept(node, THIRD, 1);
    assertEquals(1, node.group(1).view().commitIndex());
    assertTrue(node.group(1).leaderReady());
  }

  @Test
  void theLeadersOwnCopyCountsOnlyWhenItIsDurable() {
    TestNode node = elected(fresh(3));
    accept(node, SECOND, 1);
    assertEquals(2, node.propose(1, 10));
    node.flush();
    accept(node, SECOND, 2);
    assertEquals(1, node.group(1).view().commitIndex());
    node.diskDone();
    assertEquals(2, node.group(1).view().commitIndex());
  }

  @Test
  void aMajorityWithoutTheLeadersOwnDiskCommits() {
    TestNode node = elected(fresh(3));
    node.propose(1, 10);
    node.flush();
    accept(node, SECOND, 2);
    accept(node, THIRD, 2);
    assertEquals(2, node.group(1).view().commitIndex());
  }

  /** Raft, figure 8: an entry of an older term on a majority may still be overwritten. */
  @Test
  void aLeaderCommitsNoEntryOfAnEarlierTermByCountingReplicas() {
    TestNode node = elected(withLog(3, 1, 2));
    accept(node, SECOND, 2);
    assertEquals(0, node.group(1).view().commitIndex(), "figure 8 (c)");
    accept(node, SECOND, 3);
    assertEquals(3, node.group(1).view().commitIndex(), "figure 8 (e): with one of its own term");
  }

  @Test
  void aLoneVoterCommitsWhenItsOwnDiskHasTheEntry() {
    TestNode node = elected(fresh(1));
    node.propose(1, 10);
    assertEquals(1, node.group(1).view().commitIndex());
    node.flush();
    assertEquals(1, node.group(1).view().commitIndex());
    node.diskDone();
    assertEquals(2, node.group(1).view().commitIndex());
  }

  @Test
  void anAnswerOfAnEarlierTermIsNotCounted() {
    TestNode node = elected(withLog(3, 1, 2));
    assertEquals(3, node.group(1).view().term());
    node.group(1).onAppendAnswer(node.nowNanos, SECOND, 2, true, 3, 0, 0);
    assertEquals(0, node.group(1).view().commitIndex());
    accept(node, SECOND, 3);
    assertEquals(3, node.group(1).view().commitIndex());
  }

  @Test
  void anAnswerForMoreThanTheLeaderHasIsIgnored() {
    TestNode node = elected(fresh(3));
    accept(node, SECOND, 99);
    assertEquals(0, node.group(1).view().commitIndex());
  }

  // Raft, figure 2: a follower's promises.

  @Test
  void aFollowerAcknowledgesEntriesOnlyWhenTheyAreDurable() {
    TestNode node = fresh(3);
    append(node, SECOND, 1, 0, 0, 1, 1);
    assertEquals(List.of(), node.flushed());
    node.diskDone();
    assertEquals(List.of("2: APPEND_ANSWER term 1, accepted 2"), node.flushed());
  }

  @Test
  void aFollowerAcknowledgesNothingBeforeItsTermIsDurable() {
    TestNode node = withLog(3, 1, 1);
    append(node, SECOND, 4, 2, 1);
    assertEquals(List.of(), node.flushed());
    node.diskDone();
    assertEquals(List.of("2: APPEND_ANSWER term 4, accepted 2"), node.flushed());
  }

  @Test
  void aFollowerAcknowledgesWhatWasVerifiedAndNotItsWholeLog() {
    TestNode node = withLog(3, 1, 1, 1, 1);
    append(node, SECOND, 2, 1, 1, 1);
    node.flush();
    node.diskDone();
    assertEquals(List.of("2: APPEND_ANSWER term 2, accepted 2"), node.flushed());
  }

  @Test
  void aFollowerAcknowledgesToANewLeaderOnlyWhatThatOneVerified() {
    TestNode node = fresh(3);
    append(node, SECOND, 5, 0, 0, 5, 5, 5);
    node.flush();
    append(node, THIRD, 6, 0, 0);
    node.diskDone(); // the entries of term 5, of which the leader of term 6 has said nothing
    assertEquals(List.of(), node.flushed());
    node.diskDone();
    assertEquals(List.of("3: APPEND_ANSWER term 6, accepted 0"), node.flushed());
  }

  @Test
  void aWriteThatWasUnderWayNeverCountsForTheEntriesThatReplacedItsOwn() {
    TestNode node = fresh(3);
    append(node, SECOND, 1, 0, 0, 1, 1, 1);
    node.flush();
    append(node, THIRD, 2, 1, 1, 2, 2);
    node.diskDone(); // three entries of term 1, two of which are void
    assertEquals(1, node.group(1).view().durableIndex());
    node.flush();
    node.diskDone();
    assertEquals(3, node.group(1).view().durableIndex());
    assertEquals(List.of("3: APPEND_ANSWER term 2, accepted 3"), node.flushed());
    assertEquals(2, node.disk.image(1).termAt(2));
    assertEquals(2, node.disk.image(1).termAt(3));
  }

  @Test
  void entriesThatComeTwiceAreAnsweredTwiceAndKeptOnce() {
    TestNode node = fresh(3);
    append(node, SECOND, 1, 0, 0, 1, 1);
    node.flush();
    node.diskDone();
    node.flush();
    append(node, SECOND, 1, 0, 0, 1, 1);
    assertEquals(List.of("2: APPEND_ANSWER term 1, accepted 2"), node.flushed());
    assertEquals(2, node.group(1).view().lastIndex());
    assertTrue(node.disk.isIdle());
  }

  // Raft, 5.3: consistency.

  @Test
  void aFollowerCutsItsLogOnlyWhereItConflicts() {
    TestNode node = withLog(3, 1, 1, 1);
    append(node, SECOND, 2, 0, 0, 1); // an old message, with a part of what is there
    assertEquals(3, node.group(1).view().lastIndex());
    append(node, SECOND, 2, 1, 1, 1, 2);
    assertEquals(3, node.group(1).view().lastIndex());
    assertEquals(2, node.group(1).view().termAt(3));
  }

  @Test
  void aFollowerCommitsNoFurtherThanTheMessageVerified() {
    TestNode node = withLog(3, 1, 1, 1, 1);
    appendCommitting(node, SECOND, 2, 1, 1, 9, 0);
    assertEquals(1, node.group(1).view().commitIndex());
    node.group(1).onHeartbeat(node.nowNanos, SECOND, 2, 9, 0);
    assertEquals(1, node.group(1).view().commitIndex());
    appendCommitting(node, SECOND, 2, 1, 1, 9, 0, 1);
    assertEquals(2, node.group(1).view().commitIndex());
  }

  @Test
  void aLeaderThatLacksACommittedEntryStopsTheNode() {
    TestNode node = withLog(3, 1, 1);
    appendCommitting(node, SECOND, 1, 2, 1, 2, 0);
    assertEquals(2, node.group(1).view().commitIndex());
    assertThrows(InvariantViolation.class, () -> append(node, THIRD, 2, 1, 1, 2));
  }

  @Test
  void aFollowerRefusesWhatDoesNotFollowWithTheLastPlaceThatMayMatch() {
    TestNode node = withLog(3, 1, 1, 2, 2, 5);
    append(node, SECOND, 6, 9, 6);
    node.flush();
    node.diskDone();
    assertEquals(List.of("2: APPEND_ANSWER term 6, refused, hint 5 of 5"), node.flushed());
    append(node, SECOND, 6, 5, 4);
    assertEquals(List.of("2: APPEND_ANSWER term 6, refused, hint 4 of 2"), node.flushed());
    append(node, SECOND, 6, 4, 1);
    assertEquals(List.of("2: APPEND_ANSWER term 6, refused, hint 2 of 1"), node.flushed());
  }

  /** Raft, figure 7: a leader makes every one of these logs equal to its own. */
  @Test
  void aLeaderMakesTheLogsOfFigure7EqualToItsOwn() {
    long[] leader = {1, 1, 1, 4, 4, 5, 5, 6, 6, 6};
    List<long[]> followers =
        List.of(
            new long[] {1, 1, 1, 4, 4, 5, 5, 6, 6},
            new long[] {1, 1, 1, 4},
            new long[] {1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 6},
            new long[] {1, 1, 1, 4, 4, 5, 5, 6, 6, 6, 7, 7},
            new long[] {1, 1, 1, 4, 4, 4, 4},
            new long[] {1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3});
    for (int i = 0; i < followers.size(); i++) {
      String name = "figure 7 (" + (char) ('a' + i) + ")";
      LogDisk disk = Scenario.disk(leader);
      disk.image(1).term = 7;
      TestNode one = new TestNode(1, 3, 1, TestNode.LIMITS, disk, 42, 0);
      TestNode two = new TestNode(2, 3, 1, TestNode.LIMITS, Scenario.disk(followers.get(i)), 42, 0);
      elected(one);
      one.groups.connectionChanged(2); // what it sent while it was elected never came
      int probes = exchange(one, two);
      assertEquals(11, two.group(1).view().lastIndex(), name);
      assertEquals(one.group(1).view().prefixHash(11), two.group(1).view().prefixHash(11), name);
      assertEquals(11, one.group(1).view().commitIndex(), name);
      assertTrue(probes <= 3, name + " took " + probes + " refusals");
    }
  }

  /** One round trip for a term, not for an entry (Raft, 5.3, last but two paragraphs). */
  @Test
  void aConflictIsFoundInAsManyProbesAsThereAreTerms() {
    long[] ours = new long[400];
    long[] theirs = new long[400];
    for (int i = 0; i < 400; i++) {
      ours[i] = i < 100 ? 1 : 6;
      theirs[i] = i < 100 ? 1 : 2 + (i - 100) / 100;
    }
    TestNode one = new TestNode(1, 3, 1, TestNode.LIMITS, Scenario.disk(ours), 42, 0);
    TestNode two = new TestNode(2, 3, 1, TestNode.LIMITS, Scenario.disk(theirs), 42, 0);
    elected(one);
    one.groups.connectionChanged(2);
    int refusals = exchange(one, two);
    assertTrue(refusals <= 4, "refusals: " + refusals);
    assertEquals(one.group(1).view().prefixHash(401), two.group(1).view().prefixHash(401));
  }

  @Test
  void aHintThatComesLateDoesNotMoveReplicationBack() {
    TestNode node = elected(withLog(3, 1, 1, 1));
    refuse(node, SECOND, 1, 1);
    assertEquals(
        List.of("2: APPEND term 2, after 1 of 1, commit 0, terms [1 1 2]"), node.flushed());
    accept(node, SECOND, 4);
    refuse(node, SECOND, 1, 1); // again
    node.propose(1, 0);
    assertEquals(
        List.of("2: APPEND term 2, after 4 of 2, commit 4, terms [2]"),
        node.flushed().stream().filter(each -> each.startsWith("2")).toList());
  }

  // The thesis, 6.3 and 9.3: time.

  @Test
  void logTimeNeverGoesBackWhateverTheClockDoes() {
    TestNode node = elected(fresh(1));
    EntryRef entry = new EntryRef();
    node.wallMillis = 5000;
    node.propose(1, 0);
    node.wallMillis = 200;
    long index = node.propose(1, 0);
    assertTrue(node.group(1).entryInTail(index, entry));
    assertEquals(5000, EntryCodec.logTimeMillis(entry.buffer(), entry.offset()));
  }

  @Test
  void aFollowerOutOfMemoryTakesNothingAndSaysNothing() {
    TestNode node = withLog(3, TestNode.limits(2L * HeapMemory.CHUNK_BYTES));
    node.disk.batchBytes = 64; // room for the hard state only
    long index = 0;
    while (node.group(1).view().lastIndex() == index && index < 100) {
      node.group(1)
          .onAppend(0, SECOND, 1, index, index == 0 ? 0 : 1, 0, 0, 1, Scenario.entries(4000, 1), 0);
      index++;
    }
    long last = node.group(1).view().lastIndex();
    assertTrue(last > 20 && last < 40, "two chunks of memory hold " + last);
    node.flush();
    node.diskDone();
    assertEquals(List.of(), node.flushed());
    assertFalse(node.disk.isIdle());
  }

  /** Carries frames between a leader and one follower until both are silent; counts refusals. */
  static int exchange(TestNode one, TestNode two) {
    List<String> seen = new ArrayList<>();
    boolean quiet = false;
    for (int round = 0; !quiet; round++) {
      assertTrue(round < 1000, "two nodes fall silent, but say " + seen);
      quiet = true;
      for (TestNode from : List.of(one, two)) {
        TestNode to = from == one ? two : one;
        for (TestNode.Sent frame : from.flush()) {
          if (frame.to() == to.node) {
            seen.add(frame.text());
            to.deliver(frame);
            quiet = false;
          }
        }
        if (!from.disk.isIdle()) {
          from.diskDone();
          quiet = false;
        }
      }
    }
    return (int) seen.stream().filter(each -> each.contains("refused")).count();
  }
}
