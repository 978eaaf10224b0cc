package io.apexkv.kernel.raft;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.base.Crc;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.FrameError;
import io.apexkv.kernel.wire.HeartbeatRow;
import io.apexkv.kernel.wire.PeerFrame;
import io.apexkv.kernel.wire.VoteRequest;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Frames that are not for this node, or not from whom they say, are dropped with a reason. */
class PeerMessagesTest {

  private final TestNode node = new TestNode(1, 3, 2, TestNode.LIMITS, new LogDisk(2), 42, 0);
  private final ByteBuffer buffer = ByteBuffer.allocate(4096);
  private final Crc crc = new Crc();

  /** Delivers a frame; the reason why it was dropped, or null if it was taken. */
  private @Nullable FrameError accept(int peer, int length) {
    PeerFrame.seal(buffer, 0, length, crc);
    return deliver(peer, length);
  }

  private @Nullable FrameError deliver(int peer, int length) {
    node.dropped.clear();
    node.groups.message(0, peer, buffer, 0, length);
    for (FrameError error : FrameError.values()) {
      if (node.dropped.contains((long) error.code())) {
        return error;
      }
    }
    return null;
  }

  private int vote(long group, long sender, long receiver, long term) {
    PeerFrame.putHeader(buffer, 0, PeerFrame.VOTE, TestNode.CLUSTER, group, sender, receiver, term);
    VoteRequest.put(buffer, PeerFrame.HEADER_BYTES, 0, 0);
    return PeerFrame.HEADER_BYTES + VoteRequest.BYTES;
  }

  @Test
  void aFrameForAReplicaHereIsTaken() {
    assertNull(accept(2, vote(2, 2, 1, 5)));
    assertEquals(0, node.group(1).view().term());
    assertEquals(5, node.group(2).view().term());
    assertEquals(2, node.group(2).view().votedFor());
  }

  @Test
  void whatIsWrongWithAFrameIsNamed() {
    assertEquals(FrameError.GROUP, accept(2, vote(0, 2, 1, 5)));
    assertEquals(FrameError.GROUP, accept(2, vote(3, 2, 1, 5)));
    assertEquals(FrameError.GROUP, accept(2, vote((1L << 32) + 1, 2, 1, 5)));
    assertEquals(FrameError.SENDER, accept(2, vote(1, 3, 1, 5)), "in the name of another");
    assertEquals(FrameError.SENDER, accept(9, vote(1, 9, 1, 5)), "of no member");
    assertEquals(FrameError.RECEIVER, accept(2, vote(1, 2, 3, 5)), "for another replica");
    assertEquals(FrameError.BODY, accept(2, vote(1, 2, 1, -5)));
    assertEquals(FrameError.BODY, accept(2, vote(1, 2, 1, 5) + 1));
    PeerFrame.putHeader(buffer, 0, PeerFrame.VOTE, new ClusterId(8, 8), 1, 2, 1, 5);
    assertEquals(FrameError.CLUSTER, accept(2, 80));
    PeerFrame.putHeader(buffer, 0, 99, TestNode.CLUSTER, 1, 2, 1, 5);
    assertEquals(FrameError.KIND, accept(2, 80));
    PeerFrame.putHeader(buffer, 0, PeerFrame.HELLO, TestNode.CLUSTER, 0, 2, 1, 0);
    assertEquals(FrameError.KIND, accept(2, 72), "the handshake is over");
    int length = vote(1, 2, 1, 5);
    PeerFrame.seal(buffer, 0, length, crc);
    buffer.put(70, (byte) 1);
    assertEquals(FrameError.CHECKSUM, deliver(2, length));
    assertEquals(0, node.group(1).view().term(), "none of them did anything");
  }

  @Test
  void rowsOfHeartbeatsAreCheckedOneByOne() {
    PeerFrame.putHeader(buffer, 0, PeerFrame.HEARTBEAT, TestNode.CLUSTER, 0, 2, 1, 0);
    HeartbeatRow.put(buffer, 64, 9, 2, 1, 4, 0, 0);
    HeartbeatRow.put(buffer, 112, 1, 2, 3, 4, 0, 0);
    HeartbeatRow.put(buffer, 160, 2, 2, 1, 4, 0, 0);
    assertEquals(FrameError.RECEIVER, accept(2, 208));
    assertEquals(0, node.group(1).view().term());
    assertEquals(4, node.group(2).view().term());
    assertEquals(2, node.group(2).view().leaderReplica());
  }

  @Test
  void framesOfTheWholeNodeNameNodesAndNoGroup() {
    PeerFrame.putHeader(buffer, 0, PeerFrame.FORWARD, TestNode.CLUSTER, 1, 2, 1, 0);
    assertEquals(FrameError.GROUP, accept(2, 128));
    PeerFrame.putHeader(buffer, 0, PeerFrame.FORWARD, TestNode.CLUSTER, 0, 3, 1, 0);
    assertEquals(FrameError.SENDER, accept(2, 128));
    PeerFrame.putHeader(buffer, 0, PeerFrame.FORWARD, TestNode.CLUSTER, 0, 2, 3, 0);
    assertEquals(FrameError.RECEIVER, accept(2, 128));
    PeerFrame.putHeader(buffer, 0, PeerFrame.FORWARD, TestNode.CLUSTER, 0, 2, 1, 0);
    assertEquals(FrameError.BODY, accept(2, 64 + 7));
    buffer.putLong(64, 77);
    assertNull(accept(2, 128));
    assertEquals(List.of(77L), node.forwards);
  }
}
