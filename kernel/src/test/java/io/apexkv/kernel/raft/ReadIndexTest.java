package io.apexkv.kernel.raft;

import static io.apexkv.kernel.raft.Scenario.SECOND;
import static io.apexkv.kernel.raft.Scenario.THIRD;
import static io.apexkv.kernel.raft.Scenario.accept;
import static io.apexkv.kernel.raft.Scenario.append;
import static io.apexkv.kernel.raft.Scenario.appendCommitting;
import static io.apexkv.kernel.raft.Scenario.elected;
import static io.apexkv.kernel.raft.Scenario.fresh;
import static io.apexkv.kernel.raft.Scenario.withLog;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Linearizable reads without log entries (thesis, 6.4). */
class ReadIndexTest {

  /** A leader of three that has committed the first entry of its term. */
  private static TestNode ready(int nodes) {
    TestNode node = elected(fresh(nodes));
    for (int voter = 1; voter < nodes; voter++) {
      accept(node, voter, 1);
    }
    node.flush();
    return node;
  }

  /** The reads whose fate is known, as "cookie at index" or "cookie failed". */
  private static List<String> polled(TestNode node) {
    List<String> fates = new ArrayList<>();
    ReadSlot slot = new ReadSlot();
    while (node.group(1).pollRead(slot)) {
      fates.add(slot.cookie() + (slot.confirmed() ? " at " + slot.index() : " failed"));
    }
    return fates;
  }

  @Test
  void aReadIsConfirmedWhenAMajorityAnsweredItsRound() {
    TestNode node = ready(5);
    assertTrue(node.group(1).registerRead(0, 77));
    assertEquals(
        List.of(
            "2: HEARTBEAT (group 1 term 1 commit 1 round 1)",
            "3: HEARTBEAT (group 1 term 1 commit 1 round 1)",
            "4: HEARTBEAT (group 1 term 1 commit 1 round 1)",
            "5: HEARTBEAT (group 1 term 1 commit 1 round 1)"),
        node.flushed());
    node.group(1).onHeartbeatAnswer(node.nowNanos, SECOND, 1, 1);
    node.group(1).onHeartbeatAnswer(node.nowNanos, SECOND, 1, 1);
    assertEquals(List.of(), polled(node), "one voter counts once");
    node.group(1).onHeartbeatAnswer(node.nowNanos, THIRD, 1, 1);
    assertEquals(List.of("77 at 1"), polled(node));
  }

  @Test
  void anAnswerToAMessageFromBeforeTheReadDoesNotCount() {
    TestNode node = ready(3);
    node.group(1).registerRead(0, 1);
    node.flush();
    node.group(1).registerRead(0, 2); // after the messages of round 1
    node.group(1).onHeartbeatAnswer(node.nowNanos, SECOND, 1, 1);
    assertEquals(List.of("1 at 1"), polled(node));
    assertEquals(2, node.flush().size(), "a new round begins");
    node.group(1).onHeartbeatAnswer(node.nowNanos, SECOND, 1, 1);
    assertEquals(List.of(), polled(node));
    node.group(1).onHeartbeatAnswer(node.nowNanos, SECOND, 1, 2);
    assertEquals(List.of("2 at 1"), polled(node));
  }

  @Test
  void aReadThatNoMessageHasCarriedIsConfirmedByNothing() {
    TestNode node = ready(3);
    node.group(1).registerRead(0, 1);
    node.group(1).onHeartbeatAnswer(node.nowNanos, SECOND, 1, 1); // of a round that did not begin
    node.flush();
    assertEquals(List.of(), polled(node));
  }

  @Test
  void allReadsOfABatchShareOneRoundAndAreAnsweredInOrder() {
    TestNode node = ready(3);
    for (int cookie = 1; cookie <= 4; cookie++) {
      node.group(1).registerRead(cookie == 3 ? 9 : 0, cookie);
    }
    assertEquals(2, node.flush().size());
    assertEquals(List.of(), node.flushed(), "the round was announced");
    node.group(1).onHeartbeatAnswer(node.nowNanos, THIRD, 1, 1);
    assertEquals(List.of("1 at 1", "2 at 1", "3 at 9", "4 at 1"), polled(node));
  }

  /** Thesis, 6.4, step 1: only then does a leader know which entries are committed. */
  @Test
  void aReadIsNotServedFromAStateWithoutTheFirstEntryOfTheTerm() {
    TestNode node = elected(withLog(3, 1, 1));
    node.group(1).registerRead(0, 1);
    node.flush();
    node.group(1).onHeartbeatAnswer(node.nowNanos, SECOND, 2, 1);
    assertEquals(0, node.group(1).view().commitIndex());
    assertEquals(List.of("1 at 3"), polled(node));
  }

  @Test
  void aLeaderThatWasDeposedConfirmsNoRead() {
    TestNode node = ready(3);
    node.group(1).registerRead(0, 1);
    node.flush();
    node.group(1).registerRead(0, 2);
    append(node, THIRD, 2, 1, 1);
    node.group(1).onHeartbeatAnswer(node.nowNanos, SECOND, 1, 1);
    assertEquals(List.of("1 failed", "2 failed"), polled(node));
    assertFalse(node.group(1).registerRead(0, 3));
  }

  @Test
  void aReadThatWasConfirmedBeforeLeadershipWasLostStaysConfirmed() {
    TestNode node = ready(3);
    node.group(1).registerRead(0, 1);
    node.flush();
    node.group(1).onHeartbeatAnswer(node.nowNanos, SECOND, 1, 1);
    node.group(1).registerRead(0, 2);
    append(node, THIRD, 2, 1, 1);
    assertEquals(List.of("1 at 1", "2 failed"), polled(node));
  }

  @Test
  void answersOfAnEarlierTermAreNotCountedForAReadOfALaterOne() {
    TestNode node = ready(3);
    node.group(1).registerRead(0, 1);
    node.flush();
    append(node, THIRD, 2, 1, 1);
    polled(node);
    elected(node);
    assertEquals(3, node.group(1).view().term());
    node.group(1).registerRead(0, 2);
    node.flush();
    node.group(1).onHeartbeatAnswer(node.nowNanos, SECOND, 1, 2);
    node.group(1).onHeartbeatAnswer(node.nowNanos, SECOND, 3, 1);
    assertEquals(List.of(), polled(node));
    node.group(1).onHeartbeatAnswer(node.nowNanos, SECOND, 3, 2);
    assertEquals(List.of("2 at 2"), polled(node));
  }

  @Test
  void aLoneVoterConfirmsItsReadsInTheSameFlush() {
    TestNode node = elected(fresh(1));
    node.group(1).registerRead(0, 1);
    assertEquals(List.of(), polled(node));
    node.flush();
    assertEquals(List.of("1 at 1"), polled(node));
  }

  @Test
  void aRoundThatWasLostIsAnnouncedByTheNextHeartbeat() {
    TestNode node = ready(3);
    node.group(1).registerRead(0, 1);
    node.flush();
    node.nowNanos = node.groups.nextDeadlineNanos();
    assertTrue(node.flushed().contains("2: HEARTBEAT (group 1 term 1 commit 1 round 1)"));
  }

  // Order of reads and writes.

  /** docs/wire-protocol.md: a GET sees no write that was accepted after it on the connection. */
  @Test
  void theAnswerThatCommitsAWriteConfirmsEveryReadFromBeforeIt() {
    TestNode node = ready(3);
    node.group(1).registerRead(0, 1);
    node.propose(1, 0);
    assertEquals(
        List.of(
            "2: APPEND term 1, after 1 of 1, commit 1, round 1, terms [1]",
            "3: APPEND term 1, after 1 of 1, commit 1, round 1, terms [1]"),
        node.flushed(),
        "the append announces the round, and no heartbeat is needed");
    node.diskDone();
    accept(node, SECOND, 2, 1);
    assertEquals(2, node.group(1).view().commitIndex());
    assertEquals(List.of("1 at 1"), polled(node));
  }

  @Test
  void aFollowerEchoesTheLatestRoundAtOnceAndAgainWhenEntriesAreDurable() {
    TestNode node = fresh(3);
    appendCommitting(node, SECOND, 1, 0, 0, 0, 4, 1);
    assertEquals(List.of("2: HEARTBEAT_ANSWER (group 1 term 1 round 4)"), node.flushed());
    node.group(1).onHeartbeat(node.nowNanos, SECOND, 1, 0, 3);
    assertEquals(
        List.of("2: HEARTBEAT_ANSWER (group 1 term 1 round 4)"),
        node.flushed(),
        "not an older one");
    node.diskDone();
    assertEquals(List.of("2: APPEND_ANSWER term 1, accepted 1, round 4"), node.flushed());
  }

  @Test
  void aRoundOfAnotherTermIsNotEchoed() {
    TestNode node = fresh(3);
    node.group(1).onHeartbeat(node.nowNanos, SECOND, 1, 0, 7);
    node.group(1).onHeartbeat(node.nowNanos, THIRD, 2, 0, 1);
    assertEquals(
        List.of(
            "2: HEARTBEAT_ANSWER (group 1 term 2 round 0)",
            "3: HEARTBEAT_ANSWER (group 1 term 2 round 1)"),
        node.flushed());
  }
}
