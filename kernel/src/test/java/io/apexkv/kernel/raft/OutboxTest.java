package io.apexkv.kernel.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.base.InvariantViolation;
import io.apexkv.kernel.wire.Outbox;
import io.apexkv.kernel.wire.PeerFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames on their way out: credit, coalescing, and no backlog. */
class OutboxTest {

  private final Config config = TestNode.config(1, 3, 1, TestNode.LIMITS);
  private final Outbox outbox = new Outbox(config);
  private final List<String> sends = new ArrayList<>();

  private boolean put(int peer, int bodyBytes) {
    int body = outbox.begin(peer, PeerFrame.FORWARD, 0, 1, peer, 0, bodyBytes);
    if (body == Outbox.NO_ROOM) {
      return false;
    }
    outbox.buffer().putLong(body, 7);
    outbox.end(bodyBytes);
    return true;
  }

  private List<String> emitted() {
    sends.clear();
    outbox.emit(
        new QuietHost() {
          @Override
          public void send(int peer, ByteBuffer frames, int offset, int length) {
            sends.add(length + " to " + peer);
          }
        });
    return List.copyOf(sends);
  }

  @Test
  void framesToOnePeerLeaveInOneSend() {
    outbox.peerUp(2);
    outbox.peerUp(3);
    outbox.sendSpace(2, 1000);
    outbox.sendSpace(3, 1000);
    assertTrue(put(3, 8));
    assertTrue(put(2, 8));
    assertTrue(put(3, 36));
    assertEquals(List.of("72 to 2", "172 to 3"), emitted());
    assertEquals(List.of(), emitted());
  }

  @Test
  void noMoreIsWrittenThanThereIsCredit() {
    assertEquals(false, put(2, 8), "no connection");
    outbox.peerUp(2);
    assertEquals(false, put(2, 8), "credit begins at 0");
    outbox.sendSpace(2, 71);
    assertEquals(false, put(2, 8));
    outbox.sendSpace(2, 1);
    assertEquals(8, outbox.room(2));
    assertTrue(put(2, 8));
    assertEquals(false, put(2, 8), "spent by the frame that waits");
    assertEquals(List.of("72 to 2"), emitted());
    assertEquals(false, put(2, 8), "and by the one that left");
  }

  @Test
  void noMoreIsWrittenThanAChunkHolds() {
    outbox.peerUp(2);
    outbox.sendSpace(2, Integer.MAX_VALUE);
    int most = HeapMemory.CHUNK_BYTES - PeerFrame.HEADER_BYTES;
    assertEquals(most, outbox.room(2));
    assertEquals(false, put(2, most + 1));
    assertTrue(put(2, most));
    assertEquals(false, put(2, 0));
    emitted();
    assertTrue(put(2, 8));
  }

  @Test
  void whatWasWrittenForAnEarlierConnectionIsVoid() {
    outbox.peerUp(2);
    outbox.sendSpace(2, 1000);
    put(2, 8);
    outbox.peerDown(2);
    assertEquals(List.of(), emitted());
    outbox.peerUp(2);
    assertEquals(List.of(), emitted());
    assertEquals(false, put(2, 8));
  }

  @Test
  void aShorterBodyThanWasReservedIsSentAsItIs() {
    outbox.peerUp(2);
    outbox.sendSpace(2, 1000);
    outbox.begin(2, PeerFrame.HEARTBEAT, 0, 1, 2, 0, 480);
    outbox.end(48);
    assertEquals(List.of("112 to 2"), emitted());
  }

  @Test
  void oneFrameIsWrittenAtATime() {
    outbox.peerUp(2);
    outbox.sendSpace(2, 1000);
    outbox.begin(2, PeerFrame.HEARTBEAT, 0, 1, 2, 0, 48);
    assertThrows(InvariantViolation.class, () -> put(2, 8));
    assertThrows(InvariantViolation.class, this::emitted);
  }
}
