package io.apexkv.kernel.raft;

import static io.apexkv.kernel.raft.Scenario.SECOND;
import static io.apexkv.kernel.raft.Scenario.THIRD;
import static io.apexkv.kernel.raft.Scenario.TIMEOUT;
import static io.apexkv.kernel.raft.Scenario.append;
import static io.apexkv.kernel.raft.Scenario.elected;
import static io.apexkv.kernel.raft.Scenario.fresh;
import static io.apexkv.kernel.raft.Scenario.preVoteFrom;
import static io.apexkv.kernel.raft.Scenario.timeOut;
import static io.apexkv.kernel.raft.Scenario.voteFrom;
import static io.apexkv.kernel.raft.Scenario.withLog;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.InvariantViolation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sentences of the Raft paper and of the thesis about elections, each as a test. */
class ElectionPaperTest {

  // Raft, 5.2: timeouts.

  @Test
  void aFollowerThatHearsNothingForAnElectionTimeoutCampaigns() {
    TestNode node = withLog(3, 1, 1);
    node.elapse(TIMEOUT - 1);
    assertEquals(Role.FOLLOWER, node.group(1).view().role());
    node.elapse(TIMEOUT);
    assertEquals(Role.PRE_CANDIDATE, node.group(1).view().role());
    assertEquals(
        List.of("2: PRE_VOTE term 2, last 2 of term 1", "3: PRE_VOTE term 2, last 2 of term 1"),
        node.flushed());
  }

  @Test
  void aFollowerThatHearsItsLeaderNeverCampaigns() {
    TestNode node = withLog(3, 1);
    for (int i = 0; i < 20; i++) {
      node.elapse(TIMEOUT - 1);
      node.group(1).onHeartbeat(node.nowNanos, SECOND, 1, 0, 0);
      node.flush();
    }
    assertEquals(Role.FOLLOWER, node.group(1).view().role());
  }

  @Test
  void electionTimeoutsAreSpreadOverTheIntervalByReplicaGroupAndTerm() {
    long least = Long.MAX_VALUE;
    long most = 0;
    for (int term = 1; term < 200; term++) {
      long nanos = ElectionTimeout.nanos(TIMEOUT, 42, 1, 1, term);
      assertEquals(nanos, ElectionTimeout.nanos(TIMEOUT, 42, 1, 1, term));
      least = Math.min(least, nanos);
      most = Math.max(most, nanos);
    }
    assertTrue(least >= TIMEOUT && least < TIMEOUT + TIMEOUT / 10, "least " + least);
    assertTrue(most < 2 * TIMEOUT && most > 2 * TIMEOUT - TIMEOUT / 10, "most " + most);
    long here = ElectionTimeout.nanos(TIMEOUT, 42, 1, 1, 1);
    assertTrue(here != ElectionTimeout.nanos(TIMEOUT, 42, 2, 1, 1));
    assertTrue(here != ElectionTimeout.nanos(TIMEOUT, 42, 1, 2, 1));
  }

  @Test
  void theFirstElectionsPreferOneNodeForEachGroupSoThatLeadersSpread() {
    // Group 1 of three voters prefers the one at place 1, which is node 2; group 3 prefers node 1.
    TestNode node = new TestNode(1, 3, 3, TestNode.LIMITS, new LogDisk(3), 42, 0);
    node.flush();
    node.elapse(TIMEOUT - 1);
    assertEquals(Role.FOLLOWER, node.group(1).view().role());
    assertEquals(Role.PRE_CANDIDATE, node.group(3).view().role());
  }

  // Raft, 5.2 and figure 2: votes.

  @Test
  void aCandidateVotesForItselfAndAsksOnlyWhenThatVoteIsDurable() {
    TestNode node = fresh(3);
    timeOut(node);
    preVoteFrom(node, SECOND);
    assertEquals(Role.CANDIDATE, node.group(1).view().role());
    assertEquals(1, node.group(1).view().term());
    assertEquals(1, node.group(1).view().votedFor());
    assertEquals(List.of(), node.flushed());
    node.diskDone();
    assertEquals(
        List.of("2: VOTE term 1, last 0 of term 0", "3: VOTE term 1, last 0 of term 0"),
        node.flushed());
  }

  @Test
  void aCandidateWithTheVotesOfAMajorityLeadsAndAppendsAnEntryOfItsTerm() {
    TestNode node = fresh(5);
    timeOut(node);
    preVoteFrom(node, SECOND);
    preVoteFrom(node, THIRD);
    node.flush();
    node.diskDone();
    voteFrom(node, SECOND);
    voteFrom(node, SECOND);
    assertEquals(Role.CANDIDATE, node.group(1).view().role(), "one voter counts once");
    voteFrom(node, THIRD);
    assertEquals(Role.LEADER, node.group(1).view().role());
    assertEquals(1, node.group(1).view().lastIndex());
    assertEquals(1, node.group(1).view().termAt(1));
    assertEquals(4, node.flush().size(), "the entry goes to everybody at once");
  }

  @Test
  void aLoneVoterElectsItselfWithoutAnybody() {
    TestNode node = elected(fresh(1));
    assertTrue(node.group(1).leaderReady());
  }

  @Test
  void votesOfAnotherTermDoNotCount() {
    TestNode node = fresh(3);
    timeOut(node);
    node.group(1).onPreVoteAnswer(node.nowNanos, SECOND, 0, true, 7);
    assertEquals(Role.PRE_CANDIDATE, node.group(1).view().role());
    preVoteFrom(node, SECOND);
    node.flush();
    node.diskDone();
    node.group(1).onVoteAnswer(node.nowNanos, 0, SECOND, 1, true, 0);
    assertEquals(Role.CANDIDATE, node.group(1).view().role());
  }

  @Test
  void aVoteIsAnsweredOnlyWhenItIsDurable() {
    TestNode node = fresh(3);
    node.group(1).onVote(node.nowNanos, SECOND, 3, 0, 0);
    assertEquals(List.of(), node.flushed());
    assertEquals(List.of(), node.flushed());
    node.diskDone();
    assertEquals(List.of("2: VOTE_ANSWER term 3, granted 3"), node.flushed());
  }

  @Test
  void anAnswerDoesNotTakeTheDurabilityOfAnEarlierVoteForItsOwn() {
    TestNode node = fresh(3);
    node.group(1).onVote(node.nowNanos, SECOND, 3, 0, 0);
    node.flush();
    node.group(1).onVote(node.nowNanos, THIRD, 4, 0, 0);
    node.diskDone(); // term 3 and the vote for the second
    assertEquals(List.of(), node.flushed());
    node.diskDone();
    assertEquals(
        List.of("2: VOTE_ANSWER term 4, refused 3", "3: VOTE_ANSWER term 4, granted 4"),
        node.flushed());
  }

  @Test
  void aServerVotesForAtMostOneCandidateInATerm() {
    TestNode node = fresh(3);
    node.group(1).onVote(node.nowNanos, SECOND, 3, 0, 0);
    node.group(1).onVote(node.nowNanos, THIRD, 3, 9, 2);
    node.flush();
    node.diskDone();
    assertEquals(
        List.of("2: VOTE_ANSWER term 3, granted 3", "3: VOTE_ANSWER term 3, refused 3"),
        node.flushed());
    node.group(1).onVote(node.nowNanos, SECOND, 3, 0, 0);
    assertEquals(List.of("2: VOTE_ANSWER term 3, granted 3"), node.flushed(), "asked again");
  }

  @Test
  void aVoteSurvivesARestart() {
    TestNode node = fresh(3);
    node.group(1).onVote(node.nowNanos, SECOND, 3, 0, 0);
    node.flush();
    node.diskDone();
    TestNode again = new TestNode(1, 3, 1, TestNode.LIMITS, node.disk, 42, node.nowNanos);
    assertEquals(3, again.group(1).view().term());
    again.group(1).onVote(again.nowNanos, THIRD, 3, 9, 2);
    assertEquals(List.of("3: VOTE_ANSWER term 3, refused 3"), again.flushed());
  }

  @Test
  void aRequestOfAnOldTermIsToldTheNewOne() {
    TestNode node = withLog(3, 1, 5);
    node.group(1).onVote(node.nowNanos, SECOND, 4, 9, 4);
    append(node, THIRD, 4, 0, 0);
    assertEquals(
        List.of(
            "2: VOTE_ANSWER term 5, refused 4", "3: APPEND_ANSWER term 5, refused, hint 0 of 0"),
        node.flushed());
    assertEquals(5, node.group(1).view().term());
  }

  // Raft, 5.4.1: the election restriction.

  @Test
  void aVoterDeniesItsVoteIfItsOwnLogIsMoreUpToDate() {
    record Row(boolean granted, long lastIndex, long lastTerm) {}
    List<Row> rows =
        List.of(
            new Row(false, 1, 1),
            new Row(false, 9, 1), // longer, but of an older term
            new Row(false, 2, 2),
            new Row(true, 3, 2),
            new Row(true, 4, 2),
            new Row(true, 1, 3)); // shorter, but of a newer term
    for (Row row : rows) {
      TestNode node = withLog(3, 1, 2, 2);
      node.group(1).onPreVote(node.nowNanos, THIRD, 4, row.lastIndex(), row.lastTerm());
      node.group(1).onVote(node.nowNanos, SECOND, 4, row.lastIndex(), row.lastTerm());
      node.flush();
      node.diskDone();
      node.flush();
      assertEquals(row.granted() ? 2 : 0, node.group(1).view().votedFor(), row.toString());
      assertEquals(
          row.granted(), LogOrder.upToDate(row.lastTerm(), row.lastIndex(), 2, 3), row.toString());
    }
  }

  // Raft, 5.1 and 5.2: stepping down.

  @Test
  void aCandidateThatHearsTheLeaderOfItsTermFollowsIt() {
    TestNode node = fresh(3);
    timeOut(node);
    preVoteFrom(node, SECOND);
    append(node, THIRD, 1, 0, 0);
    assertEquals(Role.FOLLOWER, node.group(1).view().role());
    assertEquals(3, node.group(1).view().leaderReplica());
    assertEquals(1, node.group(1).view().votedFor(), "its vote for itself stays");
  }

  @Test
  void aLeaderThatLearnsOfALaterTermStepsDown() {
    TestNode node = elected(fresh(3));
    node.group(1).onAppendAnswer(node.nowNanos, SECOND, 9, false, 0, 0, 0);
    assertEquals(Role.FOLLOWER, node.group(1).view().role());
    assertEquals(9, node.group(1).view().term());
    assertEquals(0, node.group(1).view().leaderReplica());
    assertEquals(-1, node.propose(1, 10));
    assertTrue(node.roles.contains("1 FOLLOWER"));
  }

  @Test
  void twoLeadersOfOneTermStopTheNode() {
    TestNode node = elected(fresh(3));
    assertThrows(InvariantViolation.class, () -> append(node, THIRD, 1, 0, 0));
  }

  @Test
  void aLeaderThatHearsNoMajorityForAnElectionTimeoutStepsDown() {
    TestNode node = elected(fresh(5));
    node.elapse(TIMEOUT - 1);
    node.flush();
    node.group(1).onHeartbeatAnswer(node.nowNanos, SECOND, 1, 0);
    node.elapse(1);
    assertEquals(Role.FOLLOWER, node.group(1).view().role(), "one of four is no majority");
    assertTrue(node.traces.contains(Trace.QUORUM_LOST));
  }

  @Test
  void aLeaderThatHearsAMajorityKeepsLeading() {
    TestNode node = elected(fresh(5));
    for (int i = 0; i < 10; i++) {
      node.elapse(TIMEOUT - 1);
      node.flush();
      node.group(1).onHeartbeatAnswer(node.nowNanos, SECOND, 1, 0);
      node.group(1).onHeartbeatAnswer(node.nowNanos, THIRD, 1, 0);
    }
    assertEquals(Role.LEADER, node.group(1).view().role());
  }

  // Thesis, 9.6, and Raft, section 6: disturbances.

  @Test
  void aPreVoteChangesNothing() {
    TestNode node = withLog(3, 1);
    node.group(1).onPreVote(node.nowNanos, SECOND, 9, 5, 5);
    assertEquals(List.of("2: PRE_VOTE_ANSWER term 1, granted 9"), node.flushed());
    assertEquals(1, node.group(1).view().term());
    assertEquals(0, node.group(1).view().votedFor());
    assertTrue(node.disk.isIdle());
  }

  @Test
  void aPreVoteForATermThatIsNotLaterIsRefused() {
    TestNode node = withLog(3, 4);
    node.group(1).onPreVote(node.nowNanos, SECOND, 4, 9, 9);
    assertEquals(List.of("2: PRE_VOTE_ANSWER term 4, refused 4"), node.flushed());
  }

  @Test
  void whoHeardALeaderLatelyGrantsNeitherPreVoteNorVote() {
    TestNode node = withLog(3, 1);
    node.group(1).onHeartbeat(node.nowNanos, SECOND, 1, 0, 0);
    node.flush();
    node.elapse(TIMEOUT - 1);
    node.group(1).onPreVote(node.nowNanos, THIRD, 2, 9, 9);
    node.group(1).onVote(node.nowNanos, THIRD, 2, 9, 9);
    assertEquals(List.of("3: PRE_VOTE_ANSWER term 1, refused 2"), node.flushed());
    assertEquals(1, node.group(1).view().term());
    node.nowNanos += 1; // exactly the least election timeout after the heartbeat
    node.group(1).onPreVote(node.nowNanos, THIRD, 2, 9, 9);
    assertEquals(List.of("3: PRE_VOTE_ANSWER term 1, granted 2"), node.flushed());
  }

  @Test
  void aLeaderRefusesPreVotesAndIsNotDeposedByAVote() {
    TestNode node = elected(fresh(3));
    node.group(1).onPreVote(node.nowNanos, THIRD, 2, 9, 9);
    node.group(1).onVote(node.nowNanos, THIRD, 2, 9, 9);
    assertEquals(List.of("3: PRE_VOTE_ANSWER term 1, refused 2"), node.flushed());
    assertEquals(Role.LEADER, node.group(1).view().role());
  }

  @Test
  void aReplicaThatWasCutOffDoesNotRaiseItsTermHoweverLongItTakes() {
    TestNode node = withLog(3, 1);
    for (int i = 0; i < 50; i++) {
      timeOut(node);
    }
    assertEquals(1, node.group(1).view().term());
    assertTrue(node.disk.isIdle());
  }

  @Test
  void aPreCandidateWhoseTermIsOldLearnsTheLaterOne() {
    TestNode node = withLog(3, 1);
    timeOut(node);
    node.group(1).onPreVoteAnswer(node.nowNanos, SECOND, 6, false, 2);
    assertEquals(Role.FOLLOWER, node.group(1).view().role());
    assertEquals(6, node.group(1).view().term());
  }

  @Test
  void whatWasAskedIsAskedAgainWhenAConnectionComesUp() {
    TestNode node = withLog(3, 1);
    timeOut(node);
    assertEquals(List.of(), node.flushed());
    node.groups.connectionChanged(3);
    assertEquals(List.of("3: PRE_VOTE term 2, last 1 of term 1"), node.flushed());
  }

  // Stopping.

  @Test
  void aDrainedNodeLeadsNothingAndCampaignsForNothingButVotes() {
    TestNode node = elected(fresh(3));
    node.groups.drain(node.nowNanos);
    assertFalse(node.group(1).isLeader());
    node.elapse(10 * TIMEOUT);
    assertEquals(Role.FOLLOWER, node.group(1).view().role());
    node.group(1).onVote(node.nowNanos, SECOND, 2, 9, 9);
    node.elapse(10 * TIMEOUT);
    node.flush();
    node.diskDone();
    assertEquals(List.of("2: VOTE_ANSWER term 2, granted 2"), node.flushed());
    assertEquals(Role.FOLLOWER, node.group(1).view().role());
  }
}
