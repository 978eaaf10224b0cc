package io.apexkv.kernel.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The arithmetic of what is pending, at its very bounds. */
final class AdmissionTest {

  private static final long PEER = -3;

  private final TestHost host = new TestHost();
  private final ReplyQueue replies = new ReplyQueue(TestHost.CONFIG);

  /** 1,000 bytes for the node, 100 for a connection. */
  private final Admission admission = new Admission(TestHost.CONFIG.limits(), replies);

  private static Request request(long origin, int bytes) {
    Request request = new Request();
    request.origin = origin;
    request.bytes = bytes;
    return request;
  }

  private List<String> orders() {
    replies.endFlush(host);
    return List.copyOf(host.effects);
  }

  @Test
  void aConnectionIsPausedBeyondItsBoundAndResumedAtHalf() {
    admission.opened(1);
    admission.admit(request(1, 50));
    admission.admit(request(1, 50));
    assertEquals(List.of(), orders());
    admission.admit(request(1, 1));
    admission.admit(request(1, 60));
    assertEquals(List.of("pauseReading 1"), orders(), "told once");
    admission.finish(request(1, 60));
    admission.finish(request(1, 50));
    assertEquals(List.of("pauseReading 1"), orders(), "51 of 100 are left");
    admission.finish(request(1, 1));
    assertEquals(List.of("pauseReading 1", "resumeReading 1"), orders());
    admission.finish(request(1, 50));
    assertEquals(List.of("pauseReading 1", "resumeReading 1"), orders(), "told once");
    assertTrue(admission.isIdle());
  }

  @Test
  void aPausedConnectionCanBePausedAgain() {
    admission.opened(1);
    for (int i = 0; i < 2; i++) {
      admission.admit(request(1, 101));
      admission.finish(request(1, 101));
    }
    assertEquals(
        List.of("pauseReading 1", "resumeReading 1", "pauseReading 1", "resumeReading 1"),
        orders());
  }

  @Test
  void connectionsDoNotCountForEachOther() {
    admission.opened(1);
    admission.opened(2);
    admission.admit(request(1, 100));
    admission.admit(request(2, 100));
    assertEquals(List.of(), orders());
    assertEquals(200, admission.pendingBytes());
    admission.admit(request(2, 1));
    assertEquals(List.of("pauseReading 2"), orders());
  }

  @Test
  void theNodeHasRoomUpToItsBound() {
    assertTrue(admission.hasRoom(1000));
    assertFalse(admission.hasRoom(1001));
    admission.admit(request(1, 400));
    assertTrue(admission.hasRoom(600));
    assertFalse(admission.hasRoom(601));
    admission.finish(request(1, 400));
    assertTrue(admission.hasRoom(1000));
  }

  @Test
  void aPeerHasAConnectionOfItsOwnThatIsNeverPaused() {
    assertNull(admission.connection(request(1, 10)), "a client's must have been opened");
    Connection peer = Objects.requireNonNull(admission.connection(request(PEER, 10)));
    assertSame(peer, admission.connection(request(PEER, 10)));
    admission.admit(request(PEER, 500));
    assertEquals(List.of(), orders());
    assertEquals(500, peer.pendingBytes);
    admission.finish(request(PEER, 500));
    assertEquals(0, peer.pendingBytes);
    assertTrue(admission.isIdle());
  }

  @Test
  void aClosedConnectionIsForgottenAndItsRequestsStillCountForTheNode() {
    admission.opened(1);
    admission.admit(request(1, 200));
    admission.closed(1);
    assertNull(admission.connection(request(1, 1)));
    assertFalse(admission.isIdle());
    admission.finish(request(1, 200));
    assertTrue(admission.isIdle());
    assertEquals(0, admission.pendingBytes());
    assertEquals(List.of("pauseReading 1"), orders());
  }
}
