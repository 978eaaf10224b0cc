package io.apexkv.kernel.raft;

import static io.apexkv.kernel.raft.Scenario.SECOND;
import static io.apexkv.kernel.raft.Scenario.THIRD;
import static io.apexkv.kernel.raft.Scenario.TIMEOUT;
import static io.apexkv.kernel.raft.Scenario.accept;
import static io.apexkv.kernel.raft.Scenario.append;
import static io.apexkv.kernel.raft.Scenario.elected;
import static io.apexkv.kernel.raft.Scenario.fresh;
import static io.apexkv.kernel.raft.Scenario.refuse;
import static io.apexkv.kernel.raft.Scenario.withLog;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Timing;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.wire.Append;
import io.apexkv.kernel.wire.PeerFrame;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes to followers, how much of it at a time, and what happens when it is lost. */
class FlowTest {

  private static List<TestNode.Sent> appendsTo(int node, List<TestNode.Sent> sent) {
    return sent.stream()
        .filter(each -> each.to() == node && each.text().contains(": APPEND "))
        .toList();
  }

  private static int entries(List<TestNode.Sent> appends) {
    return appends.stream()
        .mapToInt(each -> Append.count(each.bytes(), PeerFrame.HEADER_BYTES))
        .sum();
  }

  private static TestNode replicating() {
    TestNode node = elected(fresh(3));
    accept(node, SECOND, 1);
    node.flush();
    return node;
  }

  // Probing and windows.

  @Test
  void aNewLeaderSendsOneProbeAndWaitsForItsAnswer() {
    TestNode node = elected(withLog(3, 1));
    node.propose(1, 10);
    assertEquals(List.of(), appendsTo(2, node.flush()));
    accept(node, SECOND, 2);
    assertEquals(
        List.of("2: APPEND term 2, after 2 of 2, commit 2, terms [2]"),
        appendsTo(2, node.flush()).stream().map(TestNode.Sent::text).toList());
  }

  @Test
  void messagesFollowEachOtherWithoutWaitingForAnswers() {
    TestNode node = replicating();
    for (int i = 0; i < 5; i++) {
      node.propose(1, 10);
      assertEquals(1, entries(appendsTo(2, node.flush())));
    }
  }

  @Test
  void oneMessageCarriesAtMostSoManyBytesAndTheWindowSoManyInAll() {
    TestNode node = replicating();
    for (int i = 0; i < 60; i++) {
      assertTrue(node.propose(1, 976) > 0); // a thousand bytes each
    }
    List<TestNode.Sent> appends = appendsTo(2, node.flush());
    for (TestNode.Sent each : appends) {
      assertTrue(Append.count(each.bytes(), PeerFrame.HEADER_BYTES) <= 4);
    }
    assertEquals(16, entries(appends), "16,384 bytes under way");
    assertEquals(List.of(), appendsTo(2, node.flush()));
    accept(node, SECOND, 5); // four of them arrived
    assertEquals(4, entries(appendsTo(2, node.flush())));
  }

  @Test
  void anEntryLargerThanTheWindowTravelsAlone() {
    TestNode node = replicating();
    node.propose(1, 10);
    node.propose(1, 30_000);
    node.propose(1, 10);
    assertEquals(1, entries(appendsTo(2, node.flush())));
    accept(node, SECOND, 2);
    assertEquals(1, entries(appendsTo(2, node.flush())));
    accept(node, SECOND, 3);
    assertEquals(1, entries(appendsTo(2, node.flush())));
  }

  @Test
  void atMostSoManyMessagesAreUnderWay() {
    TestNode node = replicating();
    int sent = 0;
    for (int i = 0; i < 300; i++) {
      node.propose(1, 0);
      sent += appendsTo(2, node.flush()).size();
    }
    assertEquals(256, sent);
  }

  @Test
  void aFollowerWithoutCreditGetsItsEntriesWhenThereIsSome() {
    TestNode node = replicating();
    node.outbox.peerUp(2); // a new connection, without credit
    node.groups.connectionChanged(2);
    node.propose(1, 10);
    assertEquals(List.of(), appendsTo(2, node.flush()));
    node.outbox.sendSpace(2, 4096);
    assertEquals(1, entries(appendsTo(2, node.flush())));
  }

  // Losses.

  @Test
  void whatIsNotAnsweredIsSentAgainFromTheLastMatch() {
    TestNode node = replicating();
    node.propose(1, 10);
    node.propose(1, 10);
    assertEquals(2, entries(appendsTo(2, node.flush())));
    node.group(1).onHeartbeatAnswer(node.nowNanos, THIRD, 1, 0);
    node.elapse(TIMEOUT / 2 - 1);
    assertEquals(0, entries(appendsTo(2, node.flush())));
    node.elapse(1);
    assertEquals(2, entries(appendsTo(2, node.flush())));
  }

  @Test
  void aProbeThatIsNotAnsweredIsSentAgain() {
    TestNode node = elected(withLog(3, 1));
    node.elapse(TIMEOUT / 2);
    assertEquals(
        List.of("2: APPEND term 2, after 1 of 1, commit 0, terms [2]"),
        appendsTo(2, node.flush()).stream().map(TestNode.Sent::text).toList());
  }

  @Test
  void progressOfTheFollowerPutsTheRetryOff() {
    TestNode node = replicating();
    node.propose(1, 10);
    node.flush();
    node.propose(1, 10);
    node.flush();
    node.elapse(TIMEOUT / 2 - 1);
    accept(node, SECOND, 2);
    node.elapse(TIMEOUT / 2 - 1);
    assertEquals(0, entries(appendsTo(2, node.flush())));
  }

  @Test
  void aNewConnectionBeginsWithAProbeBehindTheLastMatch() {
    TestNode node = replicating();
    node.propose(1, 10);
    node.flush();
    node.groups.connectionChanged(2);
    assertEquals(
        List.of("2: APPEND term 1, after 1 of 1, commit 1, terms [1]"),
        appendsTo(2, node.flush()).stream().map(TestNode.Sent::text).toList());
  }

  @Test
  void aGapSendsTheLeaderBackToProbing() {
    TestNode node = replicating();
    for (int i = 0; i < 3; i++) {
      node.propose(1, 10);
      node.flush();
    }
    refuse(node, SECOND, 2, 1); // it has 2, but 3 was lost, so 4 did not fit
    assertEquals(
        List.of("2: APPEND term 1, after 2 of 1, commit 1, terms [1 1]"),
        appendsTo(2, node.flush()).stream().map(TestNode.Sent::text).toList());
    assertTrue(node.traces.contains(Trace.CONFLICT));
  }

  // Entries that have left memory.

  private static TestNode lagging() {
    return lagging(TestNode.limits(2L * HeapMemory.CHUNK_BYTES));
  }

  /** A leader of which node 2 has the first entry, while most of the others have left memory. */
  private static TestNode lagging(Limits limits) {
    TestNode node = elected(withLog(3, limits));
    accept(node, SECOND, 1);
    accept(node, THIRD, 1);
    for (int i = 0; i < 60; i++) {
      assertTrue(node.propose(1, 4000) > 0);
      node.flush();
      node.diskDone();
      accept(node, THIRD, node.group(1).view().lastIndex());
    }
    node.flush();
    return node;
  }

  @Test
  void entriesThatLeftMemoryAreReadBackForAFollowerThatLags() {
    TestNode node = lagging();
    node.groups.connectionChanged(2); // sent again from entry 2, which is long gone
    assertEquals(List.of(), appendsTo(2, node.flush()));
    assertEquals(List.of(new TestNode.LogRead(1, 2, 4096, 2)), node.logReads);
    node.flush();
    assertEquals(1, node.logReads.size(), "one read at a time");
    node.logReadDone();
    List<TestNode.Sent> appends = appendsTo(2, node.flush());
    assertEquals("2: APPEND term 1, after 1 of 1, commit 61, terms [1]", appends.get(0).text());
    assertTrue(node.traces.contains(Trace.LOG_READ_BACK));
  }

  @Test
  void nothingIsReadForAFollowerWhoseWindowHasNoRoomForAMessage() {
    TestNode node = lagging();
    assertEquals(List.of(), node.logReads, "of 16,384 bytes 288 are left");
  }

  @Test
  void entriesAreReadBackAlsoForMessagesAsLargeAsTheyMayBe() {
    int append = HeapMemory.CHUNK_BYTES / 2;
    long tail = 2L * HeapMemory.CHUNK_BYTES;
    TestNode node =
        lagging(
            new Limits(
                1024, 1 << 20, 2 << 20, tail, append, append, 1 << 20, 1 << 20, 16, 16, 1000));
    node.groups.connectionChanged(2);
    node.flush();
    assertEquals(1, node.logReads.size());
    node.logReadDone();
    assertEquals(8, entries(appendsTo(2, node.flush())), "as many as a message may have");
  }

  @Test
  void nothingIsReadAgainBeforeThereIsCreditForIt() {
    TestNode node = lagging();
    node.outbox.peerUp(2);
    node.outbox.sendSpace(2, 2000);
    node.groups.connectionChanged(2);
    node.flush();
    node.logReadDone(); // 4,024 bytes, which find no room
    assertEquals(List.of(), appendsTo(2, node.flush()));
    assertEquals(List.of(), node.logReads);
    node.outbox.sendSpace(2, 4000);
    node.flush();
    node.logReadDone();
    assertEquals(1, entries(appendsTo(2, node.flush())));
  }

  @Test
  void aFollowerThatLagsByMoreThanMemoryCatchesUp() {
    TestNode node = lagging();
    LogDisk disk = Scenario.disk(1);
    disk.image(1).entries.set(0, node.disk.image(1).entries.get(0)); // what it acknowledged
    TestNode two = new TestNode(2, 3, 1, TestNode.LIMITS, disk, 42, node.nowNanos);
    node.groups.connectionChanged(2);
    for (int i = 0; i < 100 && two.group(1).view().lastIndex() < 61; i++) {
      ReplicationPaperTest.exchange(node, two);
      while (!node.logReads.isEmpty()) {
        node.logReadDone();
      }
    }
    assertEquals(node.group(1).view().prefixHash(61), two.group(1).view().prefixHash(61));
  }

  @Test
  void entriesReadInAnEarlierTermAreNotSent() {
    TestNode node = lagging();
    node.groups.connectionChanged(2);
    node.flush();
    append(node, THIRD, 2, 61, 1);
    elected(node);
    refuse(node, SECOND, 1, 1); // so that it wants entry 2 again, as when the read was asked
    node.flush();
    assertEquals(1, node.logReads.size());
    node.logReadDone();
    assertEquals(List.of(), appendsTo(2, node.flush()), "it asks anew");
    assertEquals(1, node.logReads.size());
    node.logReadDone();
    assertEquals(1, entries(appendsTo(2, node.flush())));
  }

  @Test
  void aReadThatFailedIsAskedAgain() {
    TestNode node = lagging();
    node.groups.connectionChanged(2);
    node.flush();
    TestNode.LogRead read = node.logReads.removeFirst();
    node.group(1).onLogRead(node.nowNanos, 2, read.index(), 0, Scenario.entries(0), 0);
    node.flush();
    assertEquals(List.of(read), node.logReads);
  }

  /** Behind them the disk may still have what was truncated in memory. */
  @Test
  void entriesBehindTheDurableOnesAreNotSentFromTheDisk() {
    TestNode node = lagging();
    node.groups.connectionChanged(2);
    node.flush();
    assertEquals(61, node.group(1).view().durableIndex());
    long[] terms = new long[70];
    Arrays.fill(terms, 1);
    node.group(1).onLogRead(node.nowNanos, 2, 2, 70, Scenario.entries(0, terms), 0);
    assertEquals(60, entries(appendsTo(2, node.flush())));
  }

  // What a leader takes.

  @Test
  void aLeaderTakesNoMoreThanItsBoundOfUncommittedEntries() {
    TestNode node = elected(fresh(3));
    int taken = 0;
    while (taken < 1000 && node.propose(1, 976) > 0) {
      taken++;
      node.flush();
      if (!node.disk.isIdle()) {
        node.diskDone();
      }
    }
    assertEquals(-2, node.propose(1, 976));
    assertEquals(524 + 1, taken, "half of a MiB, reached by the last one");
    accept(node, SECOND, node.group(1).view().lastIndex());
    assertTrue(node.propose(1, 976) > 0, "what is committed makes room");
  }

  @Test
  void aLeaderTakesNothingForWhichMemoryHasNoRoomUntilTheDiskHasTheRest() {
    TestNode node = elected(withLog(1, TestNode.limits(2L * HeapMemory.CHUNK_BYTES)));
    node.flush();
    int taken = 0;
    while (taken < 15 && node.propose(1, 4000) > 0) {
      taken++;
    }
    assertEquals(15, taken);
    long refused = node.propose(1, 64 << 10);
    assertEquals(Group.NO_ROOM, refused, "no chunk holds it");
  }

  // Heartbeats.

  @Test
  void heartbeatsOfAllGroupsToOnePeerAreOneFrame() {
    TestNode node = new TestNode(1, 2, 3, TestNode.LIMITS, new LogDisk(3), 42, 0);
    node.elapse(2 * TIMEOUT);
    node.flush();
    for (int id = 1; id <= 3; id++) {
      node.group(id).onPreVoteAnswer(node.nowNanos, SECOND, 0, true, 1);
    }
    node.flush();
    node.diskDone();
    for (int id = 1; id <= 2; id++) {
      node.group(id).onVoteAnswer(node.nowNanos, 0, SECOND, 1, true, 1);
    }
    node.flush();
    node.nowNanos += Timing.DEFAULT.heartbeatNanos();
    assertEquals(
        List.of("2: HEARTBEAT (group 1 term 1 commit 0) (group 2 term 1 commit 0)"),
        node.flushed());
    assertEquals(List.of(), node.flushed());
  }

  @Test
  void aHeartbeatTellsOfNoCommitThatTheFollowerDoesNotHave() {
    TestNode node = replicating();
    node.propose(1, 10);
    node.flush();
    node.diskDone();
    accept(node, SECOND, 2);
    assertEquals(2, node.group(1).view().commitIndex());
    node.nowNanos += Timing.DEFAULT.heartbeatNanos();
    List<String> sent = node.flushed();
    assertTrue(sent.contains("2: HEARTBEAT (group 1 term 1 commit 2)"), sent.toString());
    assertTrue(sent.contains("3: HEARTBEAT (group 1 term 1 commit 0)"), sent.toString());
  }

  @Test
  void aHeartbeatOfAnOldTermIsAnsweredWithTheNewOne() {
    TestNode node = withLog(3, 5);
    node.group(1).onHeartbeat(node.nowNanos, SECOND, 3, 0, 0);
    assertEquals(List.of("2: HEARTBEAT_ANSWER (group 1 term 5 round 0)"), node.flushed());
    assertEquals(0, node.group(1).view().leaderReplica());
  }

  @Test
  void heartbeatsThatFoundNoRoomGoAsSoonAsThereIsSome() {
    TestNode node = replicating();
    node.outbox.peerUp(2);
    node.nowNanos += Timing.DEFAULT.heartbeatNanos();
    assertFalse(node.flushed().stream().anyMatch(each -> each.startsWith("2: HEARTBEAT")));
    node.outbox.sendSpace(2, 1000);
    assertEquals(List.of("2: HEARTBEAT (group 1 term 1 commit 1)"), node.flushed());
  }

  // Staging.

  @Test
  void aFullBatchIsContinuedByTheNextWithTheGroupThatFoundNoRoom() {
    TestNode node = new TestNode(1, 1, 2, TestNode.LIMITS, new LogDisk(2), 42, 0);
    node.elapse(2 * TIMEOUT);
    node.flush();
    node.diskDone();
    node.flush();
    node.diskDone();
    for (int i = 0; i < 4; i++) {
      node.propose(1, 76);
      node.propose(2, 76);
    }
    node.disk.batchBytes = 250;
    node.flush();
    node.diskDone();
    assertEquals(3, node.group(1).view().durableIndex());
    assertEquals(1, node.group(2).view().durableIndex());
    node.flush();
    node.diskDone();
    assertEquals(5, node.group(1).view().durableIndex());
    node.flush();
    node.diskDone();
    assertEquals(3, node.group(2).view().durableIndex());
  }

  @Test
  void termAndVoteGoIntoABatchBeforeEntries() {
    TestNode node = fresh(3);
    append(node, SECOND, 4, 0, 0, 4);
    node.disk.batchBytes = 40; // the hard state, and no entry
    node.flush();
    node.diskDone();
    assertEquals(4, node.disk.image(1).term);
    assertEquals(0, node.disk.image(1).lastIndex());
    assertEquals(List.of(), node.flushed());
  }
}
