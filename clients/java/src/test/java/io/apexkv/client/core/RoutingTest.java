package io.apexkv.client.core;

import static io.apexkv.client.core.ScriptedWorld.MILLI;
import static io.apexkv.client.core.ScriptedWorld.N1;
import static io.apexkv.client.core.ScriptedWorld.N2;
import static io.apexkv.client.core.ScriptedWorld.N3;
import static io.apexkv.client.core.ScriptedWorld.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.client.core.ScriptedWorld.Ending;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How a request finds its way: seeds, leaders, redirects, lost connections, silence. */
class RoutingTest {

  @Test
  void theFirstRequestAsksASeedForTheClusterAndThenTheLeader() {
    ScriptedWorld world = new ScriptedWorld();
    assertEquals(ClientCore.NO_DEADLINE, world.core.nextDeadlineNanos());
    Ending get = world.submit(ClientRequest.get(bytes("k")));
    world.describe(1, 3);
    SentFrame frame = world.next(ClientCommand.GET, N3);
    assertEquals("k", frame.key());
    world.deliver(frame, AnswerFrames.string(ClientAnswer.VALUE, frame.sequence(), bytes("found")));
    assertArrayEquals(bytes("found"), assertInstanceOf(Outcome.Value.class, get.outcome()).bytes());
  }

  @Test
  void aSeedThatRefusesIsPassedOverForTheNext() {
    ScriptedWorld world = new ScriptedWorld();
    world.refusing.add(N1);
    world.submit(ClientRequest.get(bytes("k")));
    world.advanceUntilSent(100 * MILLI);
    assertEquals(N2, world.next(ClientCommand.DESCRIBE).address());
  }

  @Test
  void aDescriptionThatIsNoneCountsAsALostConnection() {
    ScriptedWorld world = new ScriptedWorld();
    world.submit(ClientRequest.get(bytes("k")));
    SentFrame frame = world.next(ClientCommand.DESCRIBE, N1);
    world.deliver(
        frame, AnswerFrames.frame(ClientAnswer.DESCRIPTION, frame.sequence(), new byte[40]));
    assertEquals(List.of(frame.connection()), world.closed);
    world.advanceUntilSent(100 * MILLI);
    world.next(ClientCommand.DESCRIBE, N2);
  }

  @Test
  void noRequestEverAsksANodeToForward() {
    ScriptedWorld world = ScriptedWorld.ready();
    world.put("k");
    world.submit(ClientRequest.get(bytes("k")));
    assertEquals(0, world.next(ClientCommand.COMMAND).flags());
    assertEquals(0, world.next(ClientCommand.GET).flags());
  }

  @Test
  void aRedirectIsFollowedAtOnceAndRemembered() {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending put = world.put("k");
    world.redirect(world.next(ClientCommand.COMMAND, N1), N2);
    world.answer(world.next(ClientCommand.COMMAND, N2), ClientAnswer.OK);
    assertInstanceOf(Outcome.Done.class, put.outcome());
    world.submit(ClientRequest.get(bytes("other")));
    world.next(ClientCommand.GET, N2);
  }

  @Test
  void aRedirectToANodeThatNoSeedNamedIsFollowed() {
    ScriptedWorld world = ScriptedWorld.ready();
    world.put("k");
    world.redirect(world.next(ClientCommand.COMMAND, N1), "new:9");
    world.next(ClientCommand.COMMAND, "new:9");
  }

  @Test
  void twoNodesThatRedirectToEachOtherEndInAPauseNotInALoop() {
    ScriptedWorld world = ScriptedWorld.ready();
    world.put("k");
    int redirects = 0;
    while (!world.sent.isEmpty()) {
      SentFrame frame = world.next(ClientCommand.COMMAND);
      world.redirect(frame, frame.address().equals(N1) ? N2 : N1);
      redirects++;
    }
    assertEquals(Refusals.MOST_REDIRECTS + 1, redirects);
    world.advanceUntilSent(20 * MILLI);
    world.next(ClientCommand.COMMAND);
  }

  @Test
  void aRedirectThatNamesNobodyIsAnsweredByTryingAnotherNodeLater() {
    ScriptedWorld world = ScriptedWorld.ready();
    world.put("k");
    world.redirect(world.next(ClientCommand.COMMAND, N1), "");
    assertTrue(world.sent.isEmpty());
    world.advanceUntilSent(20 * MILLI);
    world.next(ClientCommand.COMMAND, N2);
  }

  @Test
  void nodesWithoutALeaderAreTriedInTurnWithGrowingPauses() {
    ScriptedWorld world = ScriptedWorld.ready();
    world.submit(ClientRequest.get(bytes("k")));
    long lastNanos = world.nowNanos;
    String[] turns = {N1, N2, N3, N1, N2};
    for (int i = 0; i < turns.length; i++) {
      SentFrame frame = world.next(ClientCommand.GET, turns[i]);
      long meanNanos = i == 0 ? 0 : Math.min(80, 10 << (i - 1)) * MILLI;
      long pausedNanos = world.nowNanos - lastNanos;
      assertTrue(pausedNanos >= meanNanos / 2 && pausedNanos <= meanNanos * 3 / 2, "pause " + i);
      lastNanos = world.nowNanos;
      world.error(frame, "NO_LEADER: group 1 has no leader here");
      world.sent.removeIf(sent -> sent.command() == ClientCommand.DESCRIBE);
      world.advanceUntilSent(200 * MILLI);
      world.sent.removeIf(sent -> sent.command() == ClientCommand.DESCRIBE);
    }
  }

  @Test
  void afterAllMembersWereTriedInVainTheClusterIsDescribedAgain() {
    ScriptedWorld world = ScriptedWorld.ready();
    world.submit(ClientRequest.get(bytes("k")));
    for (String address : List.of(N1, N2, N3)) {
      world.error(world.next(ClientCommand.GET, address), "RECOVERING: this node reads its log");
      if (!address.equals(N3)) {
        world.advanceUntilSent(200 * MILLI);
      }
    }
    world.describe(1, 2);
    world.advanceUntilSent(200 * MILLI);
    world.next(ClientCommand.GET, N2);
  }

  @Test
  void aReadGoesElsewhereWhenItsConnectionIsLost() {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending get = world.submit(ClientRequest.get(bytes("k")));
    world.disconnect(world.next(ClientCommand.GET, N1));
    world.refusing.add(N1);
    world.advanceUntilSent(100 * MILLI);
    world.answer(world.next(ClientCommand.GET), ClientAnswer.NOT_FOUND);
    assertInstanceOf(Outcome.NotFound.class, get.outcome());
  }

  @Test
  void aConnectionThatStaysSilentIsClosedAndItsRequestsGoElsewhere() {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending get = world.submit(ClientRequest.get(bytes("k")));
    SentFrame silent = world.next(ClientCommand.GET, N1);
    world.advance(499 * MILLI);
    assertTrue(world.closed.isEmpty());
    world.advanceUntilSent(100 * MILLI);
    assertEquals(List.of(silent.connection()), world.closed);
    world.answer(world.next(ClientCommand.GET, N2), ClientAnswer.NOT_FOUND);
    assertInstanceOf(Outcome.NotFound.class, get.outcome());
  }

  @Test
  void silenceIsNoticedAlsoWhenTheRequestsThemselvesGaveUpEarlier() {
    ScriptedWorld world =
        ScriptedWorld.ready(
            ScriptedWorld.settings().withTimeouts(100 * MILLI, 500 * MILLI, 300 * MILLI), 1);
    Ending get = world.submit(ClientRequest.get(bytes("k")));
    SentFrame silent = world.next(ClientCommand.GET, N1);
    world.advance(100 * MILLI);
    assertInstanceOf(Outcome.Failed.class, get.outcome());
    world.advance(400 * MILLI);
    assertEquals(List.of(silent.connection()), world.closed);
  }

  @Test
  void anAnswerOfAConnectionThatWasGivenUpIsIgnored() {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending get = world.submit(ClientRequest.get(bytes("k")));
    SentFrame silent = world.next(ClientCommand.GET, N1);
    world.advanceUntilSent(600 * MILLI);
    world.answer(silent, ClientAnswer.NOT_FOUND);
    assertFalse(get.isEnded());
  }

  @Test
  void anAnswerThatDoesNotFitItsRequestClosesTheConnection() {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending get = world.submit(ClientRequest.get(bytes("k")));
    SentFrame frame = world.next(ClientCommand.GET, N1);
    world.answer(frame, ClientAnswer.OK);
    assertEquals(List.of(frame.connection()), world.closed);
    world.advanceUntilSent(100 * MILLI);
    assertFalse(get.isEnded());
    world.next(ClientCommand.GET);
  }

  @Test
  void bytesThatAreNoFrameCloseTheConnection() {
    ScriptedWorld world = ScriptedWorld.ready();
    world.submit(ClientRequest.get(bytes("k")));
    SentFrame frame = world.next(ClientCommand.GET, N1);
    world.deliver(frame, java.nio.ByteBuffer.allocate(16));
    assertEquals(List.of(frame.connection()), world.closed);
  }

  @Test
  void connectingIsGivenUpInTime() {
    ScriptedWorld world = new ScriptedWorld();
    world.connectsSilently = true;
    Ending get = world.submit(ClientRequest.get(bytes("k")));
    world.advance(300 * MILLI);
    assertEquals(1, world.closed.size());
    world.advance(1700 * MILLI);
    assertInstanceOf(Outcome.Failed.class, get.outcome());
  }

  @Test
  void eachGroupHasItsOwnLeader() {
    ScriptedWorld world = new ScriptedWorld(ScriptedWorld.settings().withSessions(false));
    world.submit(ClientRequest.get(bytes("k")));
    world.describe(4, 1);
    boolean[] seen = new boolean[5];
    world.next(ClientCommand.GET, N1);
    for (int i = 0; i < 64; i++) {
      ClientRequest request = ClientRequest.get(bytes("key" + i));
      int group = 1 + request.partition(16) % 4;
      world.submit(request);
      if (seen[group]) {
        world.next(ClientCommand.GET, group % 2 == 0 ? N2 : N3);
      } else {
        world.redirect(world.next(ClientCommand.GET, N1), group % 2 == 0 ? N2 : N3);
        world.next(ClientCommand.GET, group % 2 == 0 ? N2 : N3);
        seen[group] = true;
      }
    }
    assertTrue(seen[1] && seen[2] && seen[3] && seen[4]);
  }

  @Test
  void aNodeThatIsNamedIsAskedItself() {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending ping = world.submit(ClientRequest.ping(N2));
    world.answer(world.next(ClientCommand.PING, N2), ClientAnswer.PONG);
    assertInstanceOf(Outcome.Pong.class, ping.outcome());
    Ending metrics = world.submit(ClientRequest.metrics(N3));
    SentFrame frame = world.next(ClientCommand.METRICS, N3);
    byte[] payload = new byte[32];
    payload[7] = 1;
    payload[15] = 2;
    payload[23] = 3;
    payload[31] = 4;
    world.deliver(
        frame, AnswerFrames.frame(ClientAnswer.METRICS_RESPONSE, frame.sequence(), payload));
    assertEquals(new Outcome.Measured(new NodeMetrics(1, 2, 3, 4)), metrics.outcome());
  }

  @Test
  void withNobodyToReachAReadFailsWhenItsTimeIsOverAndSaysWhy() {
    ScriptedWorld world = new ScriptedWorld();
    world.refusing.addAll(List.of(N1, N2, N3));
    Ending get = world.submit(ClientRequest.get(bytes("k")));
    world.advance(1999 * MILLI);
    assertFalse(get.isEnded());
    world.advance(MILLI);
    String message = assertInstanceOf(Outcome.Failed.class, get.outcome()).message();
    assertTrue(message.contains("connection refused"), message);
    world.advance(1000 * MILLI);
    assertEquals(ClientCore.NO_DEADLINE, world.core.nextDeadlineNanos(), "nothing goes on");
  }
}
