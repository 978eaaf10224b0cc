package io.apexkv.runtime.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.runtime.cli.chaos.FailoverMeter.Failover;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailoverMeterTest {

  private final FailoverMeter meter = new FailoverMeter();

  @Test
  void aFailoverEndsWithTheFirstWriteAfterTheSilence() {
    writes(10, 20, 30);
    Blow blow = blow(StrikeKind.KILL_LEADER, 35);
    writes(235, 240, 250);
    assertEquals(List.of(new Failover(blow, 200)), meter.failovers());
  }

  @Test
  void answersThatTheDeadHadSentAreNoSignOfLife() {
    Blow blow = blow(StrikeKind.KILL_LEADER, 100);
    writes(101, 103, 290, 291);
    assertEquals(List.of(new Failover(blow, 190)), meter.failovers());
  }

  @Test
  void aSilenceAfterTheNextBlowIsNotCounted() {
    Blow first = blow(StrikeKind.KILL_LEADER, 100);
    writes(300, 310);
    Blow second = blow(StrikeKind.PAUSE_LEADER, 320);
    writes(900);
    assertEquals(List.of(new Failover(first, 200), new Failover(second, 580)), meter.failovers());
  }

  @Test
  void aFollowerHasNoFailoverAndEndsTheTimeOfTheOneBefore() {
    Blow leader = blow(StrikeKind.KILL_LEADER, 100);
    writes(300);
    blow(StrikeKind.KILL_FOLLOWER, 400);
    writes(700);
    assertEquals(List.of(new Failover(leader, 200)), meter.failovers());
  }

  @Test
  void withoutAWriteAfterItThereIsNoFailoverYet() {
    writes(10);
    blow(StrikeKind.KILL_ALL, 20);
    assertEquals(List.of(), meter.failovers());
  }

  @Test
  void writesAreCountedFromTheFirstMomentUpToButNotIncludingTheSecond() {
    writes(10, 20, 20, 30);
    assertEquals(3, meter.writesBetween(10, 30));
    assertEquals(1, meter.writesBetween(30, 31));
    assertEquals(0, meter.writesBetween(31, 1_000));
    assertEquals(30, meter.lastWriteNanos());
  }

  @Test
  void aThreadThatComesLateWithItsTimeDoesNotBreakTheOrder() {
    writes(10, 30, 20, 40);
    assertEquals(2, meter.writesBetween(30, 40));
  }

  private void writes(long... nanos) {
    for (long at : nanos) {
      meter.acknowledgedAt(at);
    }
  }

  private Blow blow(StrikeKind kind, long atNanos) {
    Blow blow = new Blow(kind, atNanos, 1, 1, true);
    meter.dealt(blow);
    return blow;
  }
}
