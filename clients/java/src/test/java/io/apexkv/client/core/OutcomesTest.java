package io.apexkv.client.core;

import static io.apexkv.client.core.ScriptedWorld.MILLI;
import static io.apexkv.client.core.ScriptedWorld.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.client.core.ScriptedWorld.Ending;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ErrorWord;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What FAILED and UNKNOWN promise, error word by error word. */
class OutcomesTest {

  private static final List<ErrorWord> ENDS_AT_ONCE =
      List.of(
          ErrorWord.MALFORMED,
          ErrorWord.TOO_LARGE,
          ErrorWord.UNSUPPORTED,
          ErrorWord.LOG_FULL,
          ErrorWord.WRONG_GROUP);

  private static final List<ErrorWord> TRIED_AGAIN =
      List.of(ErrorWord.NO_LEADER, ErrorWord.BUSY, ErrorWord.RECOVERING, ErrorWord.STOPPING);

  private static String message(ErrorWord word) {
    return word + ": a sentence";
  }

  /** Answers every sending of one command with one word, until the command ends. */
  private static void answerAll(ScriptedWorld world, Ending ending, String message) {
    long untilNanos = world.nowNanos + 2500 * MILLI;
    while (!ending.isEnded() && world.nowNanos < untilNanos) {
      while (!world.sent.isEmpty() && !ending.isEnded()) {
        SentFrame frame = world.sent.removeFirst();
        if (frame.command() != ClientCommand.DESCRIBE) {
          world.error(frame, message);
        }
      }
      if (!ending.isEnded()) {
        world.advance(10 * MILLI);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorWord.class)
  void aWriteWhoseEverySendingGotThisWordEndsAsTheWordSays(ErrorWord word) {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending put = world.put("k");
    answerAll(world, put, message(word));
    if (word.failed()) {
      Outcome.Failed failed = assertInstanceOf(Outcome.Failed.class, put.outcome());
      assertTrue(failed.message().contains(message(word)), failed.message());
    } else {
      assertInstanceOf(Outcome.Unknown.class, put.outcome());
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorWord.class)
  void aWriteWithOneLostSendingIsUnknownWhateverWordTheOthersGot(ErrorWord word) {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending put = world.put("k");
    world.disconnect(world.next(ClientCommand.COMMAND));
    answerAll(world, put, message(word));
    assertInstanceOf(Outcome.Unknown.class, put.outcome());
  }

  @ParameterizedTest
  @EnumSource(ErrorWord.class)
  void aPlainWriteEndsAsTheWordOfItsSendingsSays(ErrorWord word) {
    ScriptedWorld world = ScriptedWorld.ready(ScriptedWorld.settings().withSessions(false), 1);
    Ending put = world.put("k");
    SentFrame frame = world.next(ClientCommand.PUT);
    world.error(frame, message(word));
    assertEquals(!TRIED_AGAIN.contains(word), put.isEnded());
    if (!put.isEnded()) {
      world.advanceUntilSent(100 * MILLI);
      world.answer(world.next(ClientCommand.PUT), ClientAnswer.OK);
      assertInstanceOf(Outcome.Done.class, put.outcome());
    } else if (ENDS_AT_ONCE.contains(word)) {
      assertEquals(new Outcome.Failed(message(word)), put.outcome());
    } else if (word != ErrorWord.SESSION_EXPIRED) { // which no plain write can get
      assertEquals(new Outcome.Unknown(message(word)), put.outcome());
    }
  }

  @ParameterizedTest
  @EnumSource(ErrorWord.class)
  void aReadIsNeverUnknown(ErrorWord word) {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending get = world.submit(ClientRequest.get(bytes("k")));
    answerAll(world, get, message(word));
    assertInstanceOf(Outcome.Failed.class, get.outcome());
  }

  @ParameterizedTest
  @EnumSource(ErrorWord.class)
  void whatNoRetryCanHelpEndsAtOnceAndTheRestIsTriedAgain(ErrorWord word) {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending put = world.put("k");
    world.error(world.next(ClientCommand.COMMAND), message(word));
    boolean again = TRIED_AGAIN.contains(word) || word == ErrorWord.UNKNOWN;
    assertEquals(again, !put.isEnded());
  }

  @Test
  void aWordThatThisClientDoesNotKnowLeavesAWriteUnknownAndAReadFailed() {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending put = world.put("k");
    world.error(world.next(ClientCommand.COMMAND), "FUTURE: from a later version");
    assertInstanceOf(Outcome.Unknown.class, put.outcome());
    Ending get = world.submit(ClientRequest.get(bytes("k")));
    world.error(world.next(ClientCommand.GET), "FUTURE: from a later version");
    assertInstanceOf(Outcome.Failed.class, get.outcome());
  }

  @Test
  void aPlainWriteIsNeverSentAgainOnceItMayHaveBeenApplied() {
    ScriptedWorld world = ScriptedWorld.ready(ScriptedWorld.settings().withSessions(false), 1);
    Ending put = world.put("k");
    world.disconnect(world.next(ClientCommand.PUT));
    Outcome.Unknown unknown = assertInstanceOf(Outcome.Unknown.class, put.outcome());
    assertTrue(unknown.message().startsWith("DISCONNECTED: "), unknown.message());
    world.advance(3000 * MILLI);
    assertTrue(world.sent.isEmpty());
  }

  @Test
  void aPlainWriteThatCouldNotLeaveIsTriedElsewhere() {
    ScriptedWorld world = new ScriptedWorld(ScriptedWorld.settings().withSessions(false));
    world.refusing.add(ScriptedWorld.N2);
    Ending put = world.put("k");
    world.describe(1, 2);
    world.advanceUntilSent(100 * MILLI);
    world.answer(world.next(ClientCommand.PUT), ClientAnswer.OK);
    assertInstanceOf(Outcome.Done.class, put.outcome());
  }

  @Test
  void aWriteInFlightWhenItsTimeIsOverIsUnknown() {
    ScriptedWorld world =
        ScriptedWorld.ready(
            ScriptedWorld.settings().withTimeouts(400 * MILLI, 500 * MILLI, 300 * MILLI), 1);
    Ending put = world.put("k");
    world.next(ClientCommand.COMMAND);
    world.advance(399 * MILLI);
    assertFalse(put.isEnded());
    world.advance(MILLI);
    Outcome.Unknown unknown = assertInstanceOf(Outcome.Unknown.class, put.outcome());
    assertTrue(unknown.message().startsWith("TIMEOUT: "), unknown.message());
  }

  @Test
  void aWriteThatStillWaitsForTheWindowWhenItsTimeIsOverFailed() {
    ScriptedWorld world = ScriptedWorld.ready();
    for (int i = 0; i < 8; i++) {
      world.put("k" + i);
    }
    Ending waiting = world.put("waiting");
    world.advance(2000 * MILLI);
    assertInstanceOf(Outcome.Failed.class, waiting.outcome());
  }

  @Test
  void closingMakesWhatIsInFlightUnknownAndTheRestFailed() {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending get = world.submit(ClientRequest.get(bytes("k")));
    Ending inFlight = null;
    for (int i = 0; i < 8; i++) {
      inFlight = world.put("k" + i);
    }
    Ending queued = world.put("queued");
    world.core.close(world.nowNanos);
    assertInstanceOf(Outcome.Failed.class, get.outcome());
    assertTrue(inFlight != null && inFlight.outcome() instanceof Outcome.Unknown);
    assertInstanceOf(Outcome.Failed.class, queued.outcome());
    assertEquals(0, world.core.pendingRequests());
  }

  @Test
  void aFullLogIsToldToEveryWriteThatWaitsForASession() {
    ScriptedWorld world = new ScriptedWorld();
    Ending a = world.put("a");
    Ending b = world.put("b");
    world.describe(1, 1);
    world.error(world.next(ClientCommand.OPEN_SESSION), "LOG_FULL: the log reached its budget");
    assertEquals(new Outcome.Failed("LOG_FULL: the log reached its budget"), a.outcome());
    assertEquals(new Outcome.Failed("LOG_FULL: the log reached its budget"), b.outcome());
  }

  @Test
  void aFullLogDoesNotEndAWriteThatMayHaveBeenAppliedBefore() {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending put = world.put("k");
    world.disconnect(world.next(ClientCommand.COMMAND));
    world.advanceUntilSent(100 * MILLI);
    world.error(world.next(ClientCommand.COMMAND), "LOG_FULL: the log reached its budget");
    assertFalse(put.isEnded());
    world.advanceUntilSent(100 * MILLI);
    world.answer(world.next(ClientCommand.COMMAND), ClientAnswer.OK);
    assertInstanceOf(Outcome.Done.class, put.outcome());
  }

  @Test
  void aWrongGroupIsFollowedByAskingForTheGroupsAgain() {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending put = world.put("k");
    world.error(world.next(ClientCommand.COMMAND), "WRONG_GROUP: the key is in group 2");
    assertInstanceOf(Outcome.Failed.class, put.outcome());
    world.describe(2, 1);
    world.put("k1");
    world.put("k2");
    world.put("k3");
    world.put("k4");
    world.sent.removeIf(frame -> frame.group() != 2);
    assertFalse(world.sent.isEmpty(), "some key is in group 2");
  }

  @Test
  void aFailedComparisonIsADefiniteAnswerAndSoIsDeletingNothing() {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending cas = world.submit(ClientRequest.compareAndSet(bytes("k"), bytes("a"), bytes("b")));
    world.answer(world.next(ClientCommand.COMMAND), ClientAnswer.CAS_FAILED);
    assertInstanceOf(Outcome.CasFailed.class, cas.outcome());
    Ending delete = world.submit(ClientRequest.delete(bytes("k")));
    world.answer(world.next(ClientCommand.COMMAND), ClientAnswer.NOT_FOUND);
    assertInstanceOf(Outcome.NotFound.class, delete.outcome());
  }
}
