package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.store.EngineFactory;
import io.apexkv.kernel.wire.Partition;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Memory that is full refuses writes; it never stops a node, whoever admitted what the node has to
 * apply, and it serves again once something was deleted.
 */
final class FullMemoryTest {

  /** Eight of them with their keys fill a chunk. */
  private static final String VALUE = "v".repeat(8_000);

  /** The least tail: two chunks. */
  private static final int SMALL_TAIL_BYTES = 128 << 10;

  private static final int LARGE_TAIL_BYTES = 8 << 20;
  private static final int PENDING_BYTES = 2 << 20;

  /** Writes that are under way at once, more than any headroom here holds. */
  private static final int FLOOD = 150;

  private static final String FULL =
      "BUSY: the memory for values is used up, or promised to what is to be applied";

  private int keys;

  private static MiniCluster cluster(int size, int groups, int tailBytes, int chunks) {
    Limits limits = MiniCluster.limits(64 << 20, tailBytes, PENDING_BYTES, PENDING_BYTES, 100);
    return new MiniCluster(size, groups, limits, EngineFactory.MEMORY, chunks);
  }

  private static void assertNobodyHalted(MiniCluster cluster) {
    for (MiniServer server : cluster.servers) {
      assertEquals("", server.halted, "node " + server.node);
    }
  }

  /** The next key that lies in a group. */
  private String newKey(MiniServer server, int group) {
    while (true) {
      String key = "key" + ++keys;
      ByteBuffer bytes = ByteBuffer.wrap(key.getBytes(StandardCharsets.US_ASCII));
      int partition = Partition.of(bytes, 0, bytes.limit(), server.config.partitions());
      if (server.config.groupOf(partition) == group) {
        return key;
      }
    }
  }

  /** Writes new keys to a server, which leads their group, until it refuses one. */
  private void fill(MiniServer leader, MiniClient client, int group) {
    String answer = "OK";
    for (int i = 0; i < 10_000 && answer.equals("OK"); i++) {
      client.put(newKey(leader, group), VALUE);
      answer = client.text();
    }
    assertEquals(FULL, answer);
  }

  /** Lets a single server restart when it is full, and writes while it applies its log. */
  private void floodARestartedServer(int tailBytes, int chunks) {
    MiniCluster cluster = cluster(1, 1, tailBytes, chunks);
    MiniServer server = cluster.elect(1);
    MiniClient before = new MiniClient(cluster, server, 1);
    fill(server, before, 1);
    long full = server.kernel.view(1).lastIndex();

    cluster.restart(server);
    cluster.await(() -> cluster.leader(1) == server, "it leads");
    MiniClient after = new MiniClient(cluster, server, 2);
    int asked = 0;
    for (int i = 0; i < 300 && server.kernel.view(1).appliedIndex() < full; i++) {
      for (int j = 0; j < FLOOD; j++) {
        after.put(newKey(server, 1), VALUE);
        asked++;
      }
      cluster.step();
    }
    cluster.run(500);
    assertNobodyHalted(cluster);
    int refused = 0;
    for (int i = 0; i < asked; i++) {
      refused += after.text().equals(FULL) ? 1 : 0;
    }
    assertTrue(refused > 0, "it was behind");
    after.get("key1");
    assertEquals(VALUE, after.text());

    for (int i = 1; i <= 16; i++) {
      after.delete("key" + i);
      assertEquals("OK", after.text());
    }
    after.put("key1", VALUE);
    assertEquals("OK", after.text(), "what was deleted makes room");
  }

  @Test
  void aRestartedServerPromisesNoRoomThatItsLogNeeds() {
    floodARestartedServer(SMALL_TAIL_BYTES, 60);
  }

  @Test
  void aRestartedServerPromisesNoRoomThatEntriesInMemoryNeed() {
    floodARestartedServer(LARGE_TAIL_BYTES, 110);
  }

  @Test
  void aRestartedServerWithRoomTakesWritesAtOnce() {
    MiniCluster cluster = cluster(1, 1, LARGE_TAIL_BYTES, 120);
    MiniServer server = cluster.elect(1);
    MiniClient before = new MiniClient(cluster, server, 1);
    before.put("key1", VALUE);
    assertEquals("OK", before.text());
    cluster.restart(server);
    cluster.await(() -> cluster.leader(1) == server, "it leads");
    assertEquals(0, server.kernel.view(1).appliedIndex());
    MiniClient after = new MiniClient(cluster, server, 2);
    after.put("key1", VALUE);
    assertEquals("OK", after.text());
  }

  @Test
  void aTailThatIsLongerAfterARestartLeavesRoomForWhatIsStored() {
    MiniCluster cluster = cluster(1, 1, LARGE_TAIL_BYTES, 60);
    MiniServer server = cluster.elect(1);
    MiniClient client = new MiniClient(cluster, server, 1);
    fill(server, client, 1);
    for (int i = 0; i < 300; i++) {
      client.delete("key1");
      assertEquals("OK", client.text());
      client.put("key1", VALUE);
      assertEquals("OK", client.text());
    }
    long last = server.kernel.view(1).lastIndex();
    cluster.restart(server);
    cluster.run(2_000);
    assertNobodyHalted(cluster);
    assertTrue(server.kernel.view(1).appliedIndex() > last);
    client = new MiniClient(cluster, server, 2);
    client.get("key1");
    assertEquals(VALUE, client.text());
  }

  @Test
  void whatTheLeadersOfSeveralGroupsAdmitAtOnceFitsEverywhere() {
    MiniCluster cluster = cluster(3, 3, LARGE_TAIL_BYTES, 400);
    MiniServer[] leaders = {cluster.elect(1), cluster.elect(2), cluster.elect(3)};
    assertEquals(3, Arrays.stream(leaders).distinct().count(), "each leads one group");
    MiniClient[] clients = new MiniClient[3];
    for (int i = 0; i < 3; i++) {
      clients[i] = new MiniClient(cluster, leaders[i], 1);
    }
    int spareChunks = leaders[0].config.headroomChunks() + FLOOD / 8 + 2;
    while (leaders[0].config.memory().available() > spareChunks) {
      clients[0].put(newKey(leaders[0], 1), VALUE);
      assertEquals("OK", clients[0].text());
    }
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < FLOOD; j++) {
        clients[i].put(newKey(leaders[i], i + 1), VALUE);
      }
    }
    cluster.run(500);
    assertNobodyHalted(cluster);
    for (MiniClient client : clients) {
      assertEquals("OK", client.text());
    }
    for (int group = 1; group <= 3; group++) {
      cluster.assertEqualReplicas(group);
    }
  }

  @Test
  void aLeaderThatIsFarBehindInAnotherGroupTakesNoWrites() {
    LateEngine.Factory late = new LateEngine.Factory();
    late.delayNanos = 0;
    Limits limits =
        MiniCluster.limits(64 << 20, SMALL_TAIL_BYTES, PENDING_BYTES, PENDING_BYTES, 100);
    MiniCluster cluster = new MiniCluster(3, 3, limits, late, 400);
    MiniServer leader = cluster.elect(1);
    MiniServer other = cluster.elect(2);
    assertTrue(leader != other, "two servers lead");
    MiniClient client = new MiniClient(cluster, leader, 1);
    MiniClient writer = new MiniClient(cluster, other, 1);
    late.delayNanos = 3_000 * MiniCluster.MILLI;
    for (int i = 0; i < 40; i++) {
      writer.put(newKey(other, 2), VALUE);
      cluster.run(5);
    }
    client.put(newKey(leader, 1), VALUE);
    assertEquals(FULL, client.text());
    late.delayNanos = 0;
    cluster.run(4_000);
    assertEquals("OK", writer.text());
    client.put(newKey(leader, 1), VALUE);
    assertEquals("OK", client.text(), "it has caught up");
  }

  @Test
  void whatWasDeletedMakesRoomAlsoIfNoChunkIsEmpty() {
    MiniCluster cluster = cluster(1, 1, SMALL_TAIL_BYTES, 40);
    MiniServer server = cluster.elect(1);
    MiniClient client = new MiniClient(cluster, server, 1);
    fill(server, client, 1);
    int stored = keys - 1;
    int deleted = 0;
    for (int i = 1; i <= stored; i++) {
      if (i % 6 != 0) {
        client.delete("key" + i);
        assertEquals("OK", client.text());
        deleted++;
      }
    }
    assertTrue(deleted > 100, "deleted " + deleted);
    for (int i = 0; i < deleted; i++) {
      client.put(newKey(server, 1), VALUE);
      assertEquals("OK", client.text());
    }
    fill(server, client, 1);
  }

  @Test
  void whatIsThereCanBeOverwrittenOnceASlotIsFree() {
    MiniCluster cluster = cluster(1, 1, SMALL_TAIL_BYTES, 40);
    MiniServer server = cluster.elect(1);
    MiniClient client = new MiniClient(cluster, server, 1);
    fill(server, client, 1);
    client.delete("key1");
    assertEquals("OK", client.text());
    for (int i = 0; i < 3; i++) {
      client.put("key2", VALUE);
      assertEquals("OK", client.text());
      client.compareAndSet("key2", VALUE, VALUE);
      assertEquals("OK", client.text());
    }
  }
}
