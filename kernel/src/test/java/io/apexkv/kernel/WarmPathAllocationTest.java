package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.MiniClient.Payload;
import io.apexkv.kernel.base.Allocations;
import io.apexkv.kernel.raft.Role;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Three warm kernels serve without allocating: {@code docs/contract.md}, rule 7. */
final class WarmPathAllocationTest {

  private static final int ROUNDS = 2_000;
  private static final int BATCH = 8;
  private static final int KEYS = 64;

  /**
   * What the index of each kernel's log may take: 16 bytes for each 64 KiB of log, in arrays that
   * double. Sixteen bytes a request would be more than this.
   */
  private static final long LOG_INDEX_BYTES = 30_000;

  private final QuietNode[] nodes = new QuietNode[4];
  private final ByteBuffer[] puts = new ByteBuffer[KEYS];
  private final ByteBuffer[] gets = new ByteBuffer[KEYS];
  private final ByteBuffer[] deletes = new ByteBuffer[KEYS];
  private final ByteBuffer command =
      MiniClient.head(1, 1, 1, 1)
          .u8(ClientCommand.PUT)
          .string("session key")
          .string("v".repeat(100))
          .frame(ClientCommand.COMMAND, ClientFrame.FLAG_FORWARD, 3);
  private long now = 1_000 * MiniCluster.MILLI;
  private long requests;

  WarmPathAllocationTest() {
    for (int node = 1; node <= 3; node++) {
      nodes[node] = new QuietNode(nodes, QuietNode.config(node, new Chunks()));
    }
    for (int node = 1; node <= 3; node++) {
      nodes[node].kernel.booted(now, 0);
      nodes[node].kernel.flush(now);
    }
    nodes[0] = nodes[1];
    for (int i = 0; i < 50; i++) {
      step();
    }
    for (int node = 1; node <= 3; node++) {
      for (int peer = 1; peer <= 3; peer++) {
        if (peer != node) {
          nodes[node].kernel.peerUp(now, peer, 1);
          nodes[node].kernel.sendSpace(now, peer, 1 << 20);
        }
      }
    }
    for (int i = 0; i < KEYS; i++) {
      Payload key = new Payload().string("key" + i);
      gets[i] = key.frame(ClientCommand.GET, ClientFrame.FLAG_FORWARD, 1);
      deletes[i] = key.frame(ClientCommand.DEL, ClientFrame.FLAG_FORWARD, 1);
      puts[i] =
          key.string("v".repeat(10 + i)).frame(ClientCommand.PUT, ClientFrame.FLAG_FORWARD, 2);
    }
    for (int i = 0; i < 1000 && leaders() == 0; i++) {
      step();
    }
    for (int i = 0; i < 50; i++) {
      step();
    }
    assertEquals(1, leaders());
    for (int node = 1; node <= 3; node++) {
      nodes[node].kernel.connectionOpened(now, 1);
    }
  }

  private int leaders() {
    int leaders = 0;
    for (int node = 1; node <= 3; node++) {
      leaders += nodes[node].kernel.view(1).role() == Role.LEADER ? 1 : 0;
    }
    return leaders;
  }

  private QuietNode node(boolean leads) {
    for (int node = 1; node <= 3; node++) {
      if (nodes[node].kernel.view(1).role() == Role.LEADER == leads) {
        return nodes[node];
      }
    }
    throw new AssertionError("there is one");
  }

  private void step() {
    now += MiniCluster.MILLI;
    for (int node = 1; node <= 3; node++) {
      nodes[node].deliver(now);
    }
    for (int node = 1; node <= 3; node++) {
      nodes[node].kernel.flush(now);
    }
    for (int node = 1; node <= 3; node++) {
      nodes[node].turn();
    }
  }

  private void request(QuietNode server, ByteBuffer frame) {
    server.kernel.request(now, 1, frame, 0, frame.capacity());
    requests++;
  }

  /** What all three kernels together allocate, after a run of the same length to warm up. */
  private long bytes(QuietNode server, ByteBuffer[] one, ByteBuffer[] other) {
    Runnable load =
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < BATCH; i++) {
              int key = (round * BATCH + i) / 2 % KEYS;
              request(server, (i & 1) == 0 ? one[key] : other[key]);
            }
            step();
          }
          for (int i = 0; i < 20; i++) {
            step();
          }
        };
    load.run();
    long before = server.replies;
    requests = 0;
    long bytes = Allocations.bytesOfSecondRun(load);
    assertEquals(requests, server.replies - before);
    return bytes;
  }

  private static void assertNone(long bytes) {
    assertTrue(bytes < LOG_INDEX_BYTES, bytes + " bytes");
  }

  @Test
  void aLeaderWritesAndReads() {
    assertNone(bytes(node(true), puts, gets));
    assertEquals(ClientAnswer.VALUE, node(true).lastAnswer);
  }

  @Test
  void aLeaderDeletesAndWrites() {
    assertNone(bytes(node(true), deletes, puts));
    assertEquals(ClientAnswer.OK, node(true).lastAnswer);
  }

  @Test
  void aFollowerForwards() {
    assertNone(bytes(node(false), puts, gets));
    assertEquals(ClientAnswer.VALUE, node(false).lastAnswer);
  }

  @Test
  void aSessionRemembers() {
    QuietNode leader = node(true);
    request(leader, new Payload().u64(1).u32(0).u32(0).frame(ClientCommand.OPEN_SESSION, 0, 1));
    for (int i = 0; i < 10; i++) {
      step();
    }
    assertEquals(ClientAnswer.SESSION, leader.lastAnswer);
    command.putLong(ClientFrame.HEADER_BYTES + 8, leader.kernel.view(1).lastIndex());
    Runnable load =
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            long number = command.getLong(ClientFrame.HEADER_BYTES + 16) + 1;
            command.putLong(ClientFrame.HEADER_BYTES + 16, number);
            command.putLong(ClientFrame.HEADER_BYTES + 24, Math.max(1, number - 100));
            request(leader, command);
            request(leader, command); // again: applied once
            step();
          }
        };
    load.run();
    assertNone(Allocations.bytesOfSecondRun(load));
    for (int i = 0; i < 10; i++) {
      step();
    }
    assertEquals(ClientAnswer.OK, leader.lastAnswer);
  }

  private static final class Chunks implements Memory {
    private int taken;

    @Override
    public int chunkBytes() {
      return 64 << 10;
    }

    @Override
    public int available() {
      return 1000 - taken;
    }

    @Override
    public ByteBuffer take() {
      taken++;
      return ByteBuffer.allocate(chunkBytes());
    }

    @Override
    public void give(ByteBuffer chunk) {
      taken--;
    }
  }
}
