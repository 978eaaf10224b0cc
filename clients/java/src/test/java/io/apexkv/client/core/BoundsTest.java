package io.apexkv.client.core;

import static io.apexkv.client.core.ScriptedWorld.MILLI;
import static io.apexkv.client.core.ScriptedWorld.bytes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.client.core.ScriptedWorld.Ending;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a client refuses by itself, and what its completions may do. */
class BoundsTest {

  @Test
  void beyondTheBoundOfPendingRequestsSubmittingIsAnsweredBusy() {
    ScriptedWorld world = ScriptedWorld.ready(ScriptedWorld.settings().withPending(3, 8 << 20), 1);
    for (int i = 0; i < 3; i++) {
      assertFalse(world.submit(ClientRequest.get(bytes("k" + i))).isEnded());
    }
    Outcome refused = world.submit(ClientRequest.get(bytes("k"))).outcome();
    assertTrue(assertInstanceOf(Outcome.Failed.class, refused).message().startsWith("BUSY: "));
    world.answer(world.next(ClientCommand.GET), ClientAnswer.NOT_FOUND);
    assertFalse(world.submit(ClientRequest.get(bytes("k"))).isEnded(), "there is room again");
    assertEquals(3, world.core.pendingRequests());
  }

  @Test
  void beyondTheBoundOfPendingBytesSubmittingIsAnsweredBusy() {
    ScriptedWorld world =
        ScriptedWorld.ready(ScriptedWorld.settings().withPending(1000, 3 << 20), 1);
    byte[] large = new byte[1 << 20];
    for (int i = 0; i < 2; i++) {
      assertFalse(world.submit(ClientRequest.put(bytes("k" + i), large)).isEnded());
    }
    Outcome refused = world.submit(ClientRequest.put(bytes("k"), large)).outcome();
    assertTrue(assertInstanceOf(Outcome.Failed.class, refused).message().startsWith("BUSY: "));
    world.answer(world.next(ClientCommand.COMMAND), ClientAnswer.OK);
    assertFalse(world.submit(ClientRequest.put(bytes("k"), large)).isEnded());
  }

  @Test
  void keysAndValuesOverTheirBoundsAreRefusedWhereTheyAreMade() {
    byte[] key = bytes("k");
    assertThrows(IllegalArgumentException.class, () -> ClientRequest.get(new byte[0]));
    assertThrows(IllegalArgumentException.class, () -> ClientRequest.get(new byte[4097]));
    byte[] longest = new byte[ClientRequest.MAX_VALUE_BYTES];
    byte[] tooLong = new byte[ClientRequest.MAX_VALUE_BYTES + 1];
    assertThrows(IllegalArgumentException.class, () -> ClientRequest.put(key, tooLong));
    assertThrows(
        IllegalArgumentException.class, () -> ClientRequest.compareAndSet(key, tooLong, key));
    assertThrows(
        IllegalArgumentException.class, () -> ClientRequest.compareAndSet(key, longest, longest));
    ClientRequest.put(new byte[4096], longest);
  }

  @Test
  void aRequestIsSubmittedOnce() {
    ScriptedWorld world = ScriptedWorld.ready();
    ClientRequest request = ClientRequest.get(bytes("k"));
    world.submit(request);
    assertThrows(IllegalStateException.class, () -> world.submit(request));
  }

  @Test
  void aCompletionMaySubmitTheNextRequest() {
    ScriptedWorld world = ScriptedWorld.ready();
    List<Outcome> outcomes = new ArrayList<>();
    world.core.submit(
        world.nowNanos,
        ClientRequest.get(bytes("a")),
        first -> {
          outcomes.add(first);
          world.core.submit(world.nowNanos, ClientRequest.get(bytes("b")), outcomes::add);
        });
    world.answer(world.next(ClientCommand.GET), ClientAnswer.NOT_FOUND);
    SentFrame second = world.next(ClientCommand.GET);
    assertEquals("b", second.key());
    world.answer(second, ClientAnswer.NOT_FOUND);
    assertEquals(2, outcomes.size());
  }

  @Test
  void aRequestMayHaveItsOwnTimeout() {
    ScriptedWorld world = ScriptedWorld.ready();
    Ending get = new Ending();
    world.core.submit(world.nowNanos, ClientRequest.get(bytes("k")), 50 * MILLI, get);
    world.advance(50 * MILLI);
    assertInstanceOf(Outcome.Failed.class, get.outcome());
  }

  @Test
  void aTimeThatSeemsToGoBackIsTakenForTheLatestSeen() {
    ScriptedWorld world = ScriptedWorld.ready();
    world.advance(1000 * MILLI);
    Ending get = new Ending();
    world.core.submit(0, ClientRequest.get(bytes("k")), get);
    world.core.onTime(1);
    assertFalse(get.isEnded());
    assertTrue(world.core.nextDeadlineNanos() > world.nowNanos);
  }

  @Test
  void settingsThatCantWorkAreRefused() {
    ClientSettings good = ScriptedWorld.settings();
    assertThrows(IllegalArgumentException.class, () -> ClientSettings.of(List.of(), 1));
    assertThrows(IllegalArgumentException.class, () -> ClientSettings.of(List.of("nowhere"), 1));
    assertThrows(IllegalArgumentException.class, () -> good.withSessionWindow(0));
    assertThrows(IllegalArgumentException.class, () -> good.withSessionWindow(65_537));
    assertThrows(IllegalArgumentException.class, () -> good.withTimeouts(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> good.withBackoff(2, 1));
    assertThrows(IllegalArgumentException.class, () -> good.withPending(1, 1000));
  }
}
