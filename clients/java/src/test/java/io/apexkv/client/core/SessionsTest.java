package io.apexkv.client.core;

import static io.apexkv.client.core.ScriptedWorld.MILLI;
import static io.apexkv.client.core.ScriptedWorld.N1;
import static io.apexkv.client.core.ScriptedWorld.N2;
import static io.apexkv.client.core.ScriptedWorld.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.client.core.ScriptedWorld.Ending;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Writes under a session: numbers, the window, repetitions, expiry. */
class SessionsTest {

  private static final int COMMAND = ClientCommand.COMMAND;

  @Test
  void theFirstWriteOpensASessionAndGoesUnderItWithNumberOne() {
    ScriptedWorld world = new ScriptedWorld();
    Ending put = world.put("k");
    world.describe(1, 1);
    SentFrame open = world.next(ClientCommand.OPEN_SESSION, N1);
    assertEquals(1, open.group());
    assertTrue(world.sent.isEmpty(), "a write waits for its session");
    world.deliver(open, AnswerFrames.session(open.sequence(), 77, 8, 60_000));
    SentFrame frame = world.next(COMMAND, N1);
    assertEquals(1, frame.group());
    assertEquals(77, frame.session());
    assertEquals(1, frame.number());
    assertEquals(1, frame.lowestUnanswered());
    assertEquals(ClientCommand.PUT, frame.operation());
    assertEquals("v-k", frame.value());
    world.answer(frame, ClientAnswer.OK);
    assertInstanceOf(Outcome.Done.class, put.outcome());
  }

  @Test
  void commandsArePipelinedAndTellTheLowestNumberThatIsWaitedFor() {
    ScriptedWorld world = ScriptedWorld.ready();
    world.put("a");
    world.put("b");
    SentFrame a = world.next(COMMAND);
    SentFrame b = world.next(COMMAND);
    assertEquals(List.of(2L, 3L), List.of(a.number(), b.number()));
    assertEquals(2, b.lowestUnanswered());
    world.answer(b, ClientAnswer.OK);
    world.put("c");
    assertEquals(2, world.next(COMMAND).lowestUnanswered(), "2 is still waited for");
    world.answer(a, ClientAnswer.OK);
    world.put("d");
    assertEquals(4, world.next(COMMAND).lowestUnanswered(), "2 and 3 are answered");
  }

  @Test
  void aWriteWhoseAnswerIsLostIsSentAgainUnderItsNumberAndGetsTheOldAnswer() {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending cas = world.submit(ClientRequest.compareAndSet(bytes("k"), null, bytes("v")));
    SentFrame first = world.next(COMMAND, N1);
    world.disconnect(first);
    world.advanceUntilSent(100 * MILLI);
    SentFrame second = world.next(COMMAND, N2);
    assertEquals(first.session(), second.session());
    assertEquals(first.number(), second.number());
    assertEquals(ClientCommand.CAS, second.operation());
    world.answer(second, ClientAnswer.OK);
    assertInstanceOf(Outcome.Done.class, cas.outcome());
    world.advance(3000 * MILLI);
    assertTrue(world.sent.isEmpty(), "an answered write is not sent again");
  }

  @Test
  void aLostLeadershipIsAnsweredByTheSameNumberToAnotherNode() {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending put = world.put("k");
    SentFrame first = world.next(COMMAND, N1);
    world.error(first, "UNKNOWN: leadership was lost");
    world.advanceUntilSent(100 * MILLI);
    SentFrame second = world.next(COMMAND, N2);
    assertEquals(first.number(), second.number());
    world.answer(second, ClientAnswer.OK);
    assertInstanceOf(Outcome.Done.class, put.outcome());
  }

  @Test
  void aFullWindowHoldsWritesBackUntilTheLowestIsAnswered() {
    ScriptedWorld world = ScriptedWorld.ready(); // its window is 8
    for (int i = 0; i < 10; i++) {
      world.put("k" + i);
    }
    List<SentFrame> frames = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      frames.add(world.next(COMMAND));
    }
    assertTrue(world.sent.isEmpty());
    world.answer(frames.get(1), ClientAnswer.OK);
    assertTrue(world.sent.isEmpty(), "the window begins at the lowest unanswered number");
    world.answer(frames.get(0), ClientAnswer.OK);
    SentFrame ninth = world.next(COMMAND);
    assertEquals(4, ninth.lowestUnanswered());
    assertEquals(10, ninth.number());
    assertEquals(11, world.next(COMMAND).number());
    assertTrue(world.sent.isEmpty());
  }

  @Test
  void aServerThatGrantsLessIsObeyedAndOneThatGrantsMoreIsNotOverused() {
    ScriptedWorld world = new ScriptedWorld(ScriptedWorld.settings().withSessionWindow(3));
    for (int i = 0; i < 6; i++) {
      world.put("k" + i);
    }
    world.describe(1, 1);
    world.openSession(5, 1000, 60_000);
    assertEquals(3, world.sent.size());
  }

  @Test
  void aNumberThatWasGivenUpIsPassedOverSoThatItsCopiesCantBeAppliedLater() {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending lost = world.put("lost");
    SentFrame first = world.next(COMMAND);
    world.disconnect(first);
    world.refusing.addAll(List.of(N1, N2, ScriptedWorld.N3));
    world.advance(2000 * MILLI);
    assertInstanceOf(Outcome.Unknown.class, lost.outcome());
    world.refusing.clear();
    world.put("next");
    world.advanceUntilSent(200 * MILLI);
    world.sent.removeIf(frame -> frame.command() == ClientCommand.DESCRIBE);
    world.advanceUntilSent(200 * MILLI);
    SentFrame next = world.next(COMMAND);
    assertEquals(first.number() + 1, next.number());
    assertEquals(next.number(), next.lowestUnanswered());
  }

  @Test
  void anExpiredSessionMakesEverythingInFlightUnknownAndNothingOfItIsSentAgain() {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending a = world.put("a");
    Ending b = world.put("b");
    SentFrame frame = world.next(COMMAND);
    world.next(COMMAND);
    world.error(frame, "SESSION_EXPIRED: the group knows no such session");
    assertInstanceOf(Outcome.Unknown.class, a.outcome());
    assertInstanceOf(Outcome.Unknown.class, b.outcome());
    world.advance(3000 * MILLI);
    assertTrue(world.sent.isEmpty());
  }

  @Test
  void afterAnExpiryQueuedAndCertainlyUnappliedWritesGoUnderANewSession() {
    ScriptedWorld world = ScriptedWorld.ready();
    List<Ending> endings = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      endings.add(world.put("k" + i));
    }
    List<SentFrame> frames = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      frames.add(world.next(COMMAND));
    }
    world.error(frames.get(1), "BUSY: too many entries wait to be replicated");
    world.error(frames.get(0), "SESSION_EXPIRED: the group knows no such session");
    world.openSession(200, 8, 60_000);
    SentFrame refused = world.next(COMMAND);
    SentFrame queued = world.next(COMMAND);
    assertEquals(List.of("k1", "k8"), List.of(refused.key(), queued.key()));
    assertEquals(List.of(200L, 200L), List.of(refused.session(), queued.session()));
    assertEquals(List.of(1L, 2L), List.of(refused.number(), queued.number()));
    assertFalse(endings.get(1).isEnded() || endings.get(8).isEnded());
    for (int i : new int[] {0, 2, 3, 4, 5, 6, 7}) {
      assertInstanceOf(Outcome.Unknown.class, endings.get(i).outcome());
    }
    world.advance(100 * MILLI);
    assertTrue(world.sent.isEmpty(), "the pause of the refused one is over, but it is in flight");
  }

  @Test
  void anIdleClientOpensANewSessionWhenHalfTheTimeToLiveHasPassed() {
    ScriptedWorld world = ScriptedWorld.ready(); // its time to live is 60 s
    world.advance(29_999 * MILLI);
    world.put("early");
    assertEquals(100, world.next(COMMAND).session());
    ScriptedWorld later = ScriptedWorld.ready();
    later.advance(30_000 * MILLI);
    later.put("late");
    later.openSession(300, 8, 60_000);
    SentFrame frame = later.next(COMMAND);
    assertEquals(300, frame.session());
    assertEquals(1, frame.number());
  }

  @Test
  void aSessionIsNotReplacedWhileSomethingIsInFlightUnderIt() {
    ScriptedWorld world =
        ScriptedWorld.ready(
            ScriptedWorld.settings().withTimeouts(90_000 * MILLI, 80_000 * MILLI, 300 * MILLI), 1);
    world.put("slow");
    world.next(COMMAND);
    world.advance(40_000 * MILLI);
    world.put("later");
    assertEquals(100, world.next(COMMAND).session());
  }

  @Test
  void onlyTheFirstSendingOfAnAnsweredCommandCountsAsAUse() {
    ScriptedWorld world =
        ScriptedWorld.ready(
            ScriptedWorld.settings().withTimeouts(90_000 * MILLI, 25_000 * MILLI, 300 * MILLI), 1);
    world.put("k");
    world.next(COMMAND, N1);
    world.advanceUntilSent(26_000 * MILLI);
    world.answer(world.next(COMMAND), ClientAnswer.OK); // perhaps the old answer, which renews none
    world.advance(6_000 * MILLI);
    world.put("next");
    world.next(ClientCommand.OPEN_SESSION);
  }

  @Test
  void aLostAnswerToOpeningIsFollowedByOpeningAgainAndOnlyTheAnsweredOneIsUsed() {
    ScriptedWorld world = new ScriptedWorld();
    world.put("k");
    world.describe(1, 1);
    SentFrame first = world.next(ClientCommand.OPEN_SESSION, N1);
    world.disconnect(first);
    world.advanceUntilSent(100 * MILLI);
    world.openSession(9, 8, 60_000);
    assertEquals(9, world.next(COMMAND).session());
    world.deliver(first, AnswerFrames.session(first.sequence(), 8, 8, 60_000));
    world.put("l");
    assertEquals(9, world.next(COMMAND).session());
  }

  @Test
  void openingStopsWhenNobodyWaitsForItAnyMore() {
    ScriptedWorld world = new ScriptedWorld();
    Ending put = world.put("k");
    world.describe(1, 1);
    SentFrame open = world.next(ClientCommand.OPEN_SESSION);
    world.advance(400 * MILLI);
    world.error(open, "NO_LEADER: group 1 has no leader here");
    for (int i = 0; i < 200 && !put.isEnded(); i++) {
      world.advance(20 * MILLI);
      while (!world.sent.isEmpty()) {
        SentFrame frame = world.sent.removeFirst();
        world.error(frame, "NO_LEADER: group 1 has no leader here");
      }
    }
    assertInstanceOf(Outcome.Failed.class, put.outcome());
    world.advance(1000 * MILLI);
    world.sent.clear();
    world.advance(1000 * MILLI);
    assertEquals(ClientCore.NO_DEADLINE, world.core.nextDeadlineNanos());
    world.put("again");
    world.advanceUntilSent(100 * MILLI);
    world.next(ClientCommand.OPEN_SESSION);
  }

  @Test
  void aSessionThatIsNoneIsNotUsed() {
    ScriptedWorld world = new ScriptedWorld();
    world.put("k");
    world.describe(1, 1);
    SentFrame open = world.next(ClientCommand.OPEN_SESSION);
    world.deliver(open, AnswerFrames.session(open.sequence(), 0, 8, 60_000));
    assertEquals(List.of(open.connection()), world.closed);
    world.advanceUntilSent(100 * MILLI);
    world.next(ClientCommand.OPEN_SESSION);
  }

  @Test
  void everyGroupHasItsOwnSession() {
    ScriptedWorld world = new ScriptedWorld();
    for (int i = 0; i < 40; i++) {
      world.put("key" + i);
    }
    world.describe(3, 2);
    for (int i = 0; i < 3; i++) {
      SentFrame open = world.next(ClientCommand.OPEN_SESSION, N2);
      world.deliver(open, AnswerFrames.session(open.sequence(), 10 * open.group(), 64, 60_000));
    }
    long[] commands = new long[4];
    while (!world.sent.isEmpty()) {
      SentFrame frame = world.next(COMMAND, N2);
      assertEquals(10 * frame.group(), frame.session());
      assertEquals(++commands[(int) frame.group()], frame.number());
    }
    assertTrue(commands[1] > 0 && commands[2] > 0 && commands[3] > 0);
  }

  @Test
  void closingEndsWhatIsPendingAndClosesIdleSessions() {
    ScriptedWorld world = ScriptedWorld.ready();
    world.core.close(world.nowNanos);
    SentFrame farewell = world.next(ClientCommand.CLOSE_SESSION, N1);
    assertEquals(100, farewell.session());
    assertEquals(1, farewell.group());
    Outcome late = world.put("late").outcome();
    assertTrue(assertInstanceOf(Outcome.Failed.class, late).message().startsWith("CLOSED: "));
    world.core.disconnect();
    assertTrue(world.connections.isEmpty());
  }
}
