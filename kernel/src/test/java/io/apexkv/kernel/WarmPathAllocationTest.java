package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.MiniClient.Payload;
import io.apexkv.kernel.base.Allocations;
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

  private final QuietCluster cluster = new QuietCluster();
  private final ByteBuffer[] puts = new ByteBuffer[KEYS];
  private final ByteBuffer[] gets = new ByteBuffer[KEYS];
  private final ByteBuffer[] deletes = new ByteBuffer[KEYS];
  private final ByteBuffer command =
      MiniClient.head(1, 1, 1, 1)
          .u8(ClientCommand.PUT)
          .string("session key")
          .string("v".repeat(100))
          .frame(ClientCommand.COMMAND, ClientFrame.FLAG_FORWARD, 3);

  WarmPathAllocationTest() {
    for (int i = 0; i < KEYS; i++) {
      Payload key = new Payload().string("key" + i);
      gets[i] = key.frame(ClientCommand.GET, ClientFrame.FLAG_FORWARD, 1);
      deletes[i] = key.frame(ClientCommand.DEL, ClientFrame.FLAG_FORWARD, 1);
      puts[i] =
          key.string("v".repeat(10 + i)).frame(ClientCommand.PUT, ClientFrame.FLAG_FORWARD, 2);
    }
  }

  /** What all three kernels together allocate, after a run of the same length to warm up. */
  private long bytes(QuietNode server, ByteBuffer[] one, ByteBuffer[] other) {
    Runnable load =
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < BATCH; i++) {
              int key = (round * BATCH + i) / 2 % KEYS;
              cluster.request(server, (i & 1) == 0 ? one[key] : other[key]);
            }
            cluster.step();
          }
          cluster.steps(20);
        };
    load.run();
    long before = server.replies;
    cluster.requests = 0;
    long bytes = Allocations.bytesOfSecondRun(load);
    assertEquals(cluster.requests, server.replies - before);
    return bytes;
  }

  private static void assertNone(long bytes) {
    assertTrue(bytes < LOG_INDEX_BYTES, bytes + " bytes");
  }

  @Test
  void aLeaderWritesAndReads() {
    assertNone(bytes(cluster.node(true), puts, gets));
    assertEquals(ClientAnswer.VALUE, cluster.node(true).lastAnswer);
  }

  @Test
  void aLeaderDeletesAndWrites() {
    assertNone(bytes(cluster.node(true), deletes, puts));
    assertEquals(ClientAnswer.OK, cluster.node(true).lastAnswer);
  }

  @Test
  void aFollowerForwards() {
    assertNone(bytes(cluster.node(false), puts, gets));
    assertEquals(ClientAnswer.VALUE, cluster.node(false).lastAnswer);
  }

  @Test
  void aSessionRemembers() {
    QuietNode leader = cluster.node(true);
    cluster.request(
        leader, new Payload().u64(1).u32(0).u32(0).frame(ClientCommand.OPEN_SESSION, 0, 1));
    cluster.steps(10);
    assertEquals(ClientAnswer.SESSION, leader.lastAnswer);
    command.putLong(ClientFrame.HEADER_BYTES + 8, leader.kernel.view(1).lastIndex());
    Runnable load =
        () -> {
          for (int round = 0; round < ROUNDS; round++) {
            long number = command.getLong(ClientFrame.HEADER_BYTES + 16) + 1;
            command.putLong(ClientFrame.HEADER_BYTES + 16, number);
            command.putLong(ClientFrame.HEADER_BYTES + 24, Math.max(1, number - 100));
            cluster.request(leader, command);
            cluster.request(leader, command); // again: applied once
            cluster.step();
          }
        };
    load.run();
    assertNone(Allocations.bytesOfSecondRun(load));
    cluster.steps(10);
    assertEquals(ClientAnswer.OK, leader.lastAnswer);
  }
}
