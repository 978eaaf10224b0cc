package io.apexkv.sim.oracle;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.world.Violation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Each oracle is seen to fail, and to pass what is allowed. */
class RaftOraclesTest {

  private static void fails(Oracle oracle, Executable act) {
    assertEquals(oracle.name(), assertThrows(Violation.class, act).check());
  }

  /** A log with entries of these terms; an entry's bytes are a function of index and term. */
  private static LogChain log(long... terms) {
    LogChain log = new LogChain();
    for (long term : terms) {
      log.append(term, 31 * log.last() + term);
    }
    return log;
  }

  private static LogChain changed(LogChain log, long lastChecksum) {
    long term = log.term(log.last());
    log.truncate(log.last());
    log.append(term, lastChecksum);
    return log;
  }

  @Test
  void twoLeadersOfOneTermAreFound() {
    OneLeaderATerm oracle = new OneLeaderATerm();
    assertTrue(oracle.leads(1, 1, 5));
    assertFalse(oracle.leads(1, 1, 5));
    assertTrue(oracle.leads(2, 1, 6));
    assertTrue(oracle.leads(2, 2, 5), "another group has its own terms");
    assertEquals(3, oracle.terms());
    fails(oracle, () -> oracle.leads(2, 1, 5));
  }

  @Test
  void aTermThatGoesBackIsFound() {
    NeverBack oracle = new NeverBack(3, 1);
    oracle.shows(1, 1, 1, 5, 0, 0, 0);
    fails(oracle, () -> oracle.shows(1, 1, 1, 4, 0, 0, 0));
  }

  @Test
  void aCommitOrAppliedIndexThatGoesBackIsFound() {
    NeverBack oracle = new NeverBack(3, 1);
    oracle.shows(1, 1, 1, 5, 0, 10, 8);
    fails(oracle, () -> oracle.shows(1, 1, 1, 5, 0, 9, 8));
    fails(oracle, () -> oracle.shows(1, 1, 1, 5, 0, 10, 7));
  }

  @Test
  void applyingWhatIsNotCommittedIsFound() {
    NeverBack oracle = new NeverBack(3, 1);
    fails(oracle, () -> oracle.shows(1, 1, 1, 5, 0, 3, 4));
  }

  @Test
  void aChangedVoteIsFound() {
    NeverBack oracle = new NeverBack(3, 1);
    oracle.shows(1, 1, 1, 5, 2, 0, 0);
    fails(oracle, () -> oracle.shows(1, 1, 1, 5, 3, 0, 0));
  }

  @Test
  void aCrashMayTakeWhatNobodySaw() {
    NeverBack oracle = new NeverBack(3, 1);
    oracle.shows(1, 1, 1, 5, 2, 10, 10);
    assertDoesNotThrow(() -> oracle.shows(1, 2, 1, 4, 0, 0, 0));
  }

  @Test
  void aTermForgottenAfterSpeakingInItIsFoundAcrossLives() {
    NeverBack oracle = new NeverBack(3, 1);
    oracle.speaks(1, 1, 5);
    oracle.speaks(1, 1, 5);
    fails(oracle, () -> oracle.speaks(1, 1, 4));
  }

  @Test
  void aVoteForTwoCandidatesOfOneTermIsFoundAcrossLives() {
    NeverBack oracle = new NeverBack(3, 1);
    oracle.grants(1, 1, 5, 2);
    oracle.grants(1, 1, 5, 2);
    oracle.grants(1, 1, 6, 3);
    fails(oracle, () -> oracle.grants(1, 1, 5, 3));
  }

  @Test
  void logsThatDifferBehindAnEqualEntryAreFound() {
    LogMatching oracle = new LogMatching(1);
    LogChain one = log(1, 1, 2);
    LogChain same = log(1, 1, 2);
    for (long index = 1; index <= 3; index++) {
      oracle.holds(1, 1, one, index);
      oracle.holds(2, 1, same, index);
    }
    oracle.holds(3, 1, log(1, 1, 3), 3); // another term: a conflict that Raft resolves
    LogChain other = log(1, 2, 2);
    fails(oracle, () -> oracle.holds(3, 1, other, 3));
    LogChain otherBytes = changed(log(1, 1, 2), 99);
    fails(oracle, () -> oracle.holds(3, 1, otherBytes, 3));
  }

  @Test
  void twoEntriesCommittedAtOneIndexAreFound() {
    CanonicalHistory oracle = new CanonicalHistory(1);
    assertTrue(oracle.commits(1, 1, log(1, 1, 2), 2, 2));
    assertFalse(oracle.commits(2, 1, log(1, 1), 2, 2));
    assertTrue(oracle.commits(2, 1, log(1, 1, 2), 3, 2));
    fails(oracle, () -> oracle.commits(3, 1, log(1, 1, 3), 3, 2));
    fails(oracle, () -> oracle.commits(3, 1, log(1, 1), 3, 2));
  }

  @Test
  void aLeaderThatLacksWhatIsCommittedIsFound() {
    CanonicalHistory history = new CanonicalHistory(1);
    LeaderCompleteness oracle = new LeaderCompleteness(1);
    history.commits(1, 1, log(1, 1, 2), 3, 2);
    oracle.commits(1, 2);
    assertDoesNotThrow(() -> oracle.elected(2, 1, 3, log(1, 1, 2, 2), history.of(1)));
    assertDoesNotThrow(
        () -> oracle.elected(2, 1, 2, log(1, 1), history.of(1)), "not of a later term");
    fails(oracle, () -> oracle.elected(2, 1, 3, log(1, 1), history.of(1)));
    fails(oracle, () -> oracle.elected(2, 1, 3, log(1, 1, 1, 1), history.of(1)));
  }

  @Test
  void statesThatDifferAtOneIndexAreFound() {
    StateDigests oracle = new StateDigests();
    oracle.shows(1, 1, 7, 0x1234);
    oracle.shows(2, 1, 7, 0x1234);
    oracle.shows(2, 1, 8, 0x9999);
    oracle.shows(2, 2, 7, 0x9999);
    assertEquals(1, oracle.compared());
    fails(oracle, () -> oracle.shows(3, 1, 7, 0x4321));
  }

  @Test
  void aCoreThatDoesNotConvergeIsFound() {
    Convergence oracle = new Convergence();
    oracle.elected(1, 1, 5);
    oracle.applied(1, 9, 9);
    oracle.served(1, 3);
    oracle.answered(0);
    oracle.readable(0);
    oracle.deletable(0);
    oracle.writable(0);
    fails(oracle, () -> oracle.elected(1, 0, 5));
    fails(oracle, () -> oracle.elected(1, 2, 5));
    fails(oracle, () -> oracle.applied(1, 9, 8));
    fails(oracle, () -> oracle.served(1, 4));
    fails(oracle, () -> oracle.answered(1));
    fails(oracle, () -> oracle.readable(1));
    fails(oracle, () -> oracle.deletable(1));
    fails(oracle, () -> oracle.writable(1));
  }
}
