package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Nodes whose log is far longer than what they keep of it in memory. */
final class BehindTheTailTest {

  /** Two chunks of 64 KiB, the least. */
  private static final int TAIL_BYTES = 128 << 10;

  private static final Limits LIMITS =
      MiniCluster.limits(8 << 20, TAIL_BYTES, 1 << 20, 256 << 10, 100);
  private static final int ENTRIES = 160;
  private static final int VALUE_BYTES = 5_000;

  private static MiniCluster cluster(int size, int groups) {
    MiniCluster cluster = new MiniCluster(size, groups, LIMITS);
    for (int group = 1; group <= groups; group++) {
      cluster.elect(group);
    }
    return cluster;
  }

  private static String value(int i) {
    return i + "v".repeat(VALUE_BYTES);
  }

  private static void write(MiniClient client) {
    for (int i = 0; i < ENTRIES; i++) {
      client.put("k" + i % 40, value(i));
      if (i % 4 == 3) {
        for (int j = 0; j < 4; j++) {
          client.text();
        }
      }
    }
  }

  /** What {@link #write} leaves. */
  private static void assertWritten(MiniClient client) {
    for (int i = ENTRIES - 40; i < ENTRIES; i++) {
      client.get("k" + i % 40);
      assertEquals(value(i), client.text());
    }
  }

  @Test
  void aFollowerThatMissedFarMoreThanTheTailCatchesUp() {
    MiniCluster cluster = cluster(3, 1);
    MiniServer leader = cluster.elect(1);
    MiniServer follower = cluster.follower(1);
    cluster.isolate(follower);
    MiniClient client = new MiniClient(cluster, leader, 1);
    write(client);
    assertTrue(leader.kernel.view(1).lastIndex() > ENTRIES);
    cluster.healAll();
    cluster.assertEqualReplicas(1);
    assertTrue(leader.traced("LOG_READ_BACK 1") > 5, "it was read from the log");
    long last = leader.kernel.view(1).lastIndex();
    cluster.await(() -> follower.kernel.view(1).durableIndex() == last, "all is durable");
  }

  @Test
  void aRestartedNodeAppliesItsWholeLog() {
    MiniCluster cluster = cluster(1, 1);
    MiniServer server = cluster.server(1);
    write(new MiniClient(cluster, server, 1));
    long digest = server.kernel.digest(1);
    cluster.restart(server);
    cluster.elect(1);
    MiniClient client = new MiniClient(cluster, server, 1);
    client.get("k0");
    client.text();
    assertTrue(server.traced("LOG_READ_BACK 1") > 5, "it was read from the log");
    assertEquals(digest, server.kernel.digest(1));
    assertWritten(client);
  }

  @Test
  void allRestartedNodesAreEqualInAllGroups() {
    MiniCluster cluster = cluster(3, 3);
    MiniClient client = MiniClient.forwarding(cluster, cluster.server(1), 1);
    write(client);
    long[] digests = new long[4];
    for (int group = 1; group <= 3; group++) {
      cluster.assertEqualReplicas(group);
      digests[group] = cluster.server(1).kernel.digest(group);
    }
    for (MiniServer server : cluster.servers) {
      cluster.restart(server);
    }
    for (int group = 1; group <= 3; group++) {
      cluster.elect(group);
      cluster.assertEqualReplicas(group);
      assertEquals(digests[group], cluster.server(1).kernel.digest(group));
    }
    for (MiniServer server : cluster.servers) {
      assertTrue(server.traced("LOG_READ_BACK") > 3, "node " + server.node + " read its log");
    }
    assertWritten(MiniClient.forwarding(cluster, cluster.server(1), 1));
  }

  @Test
  void aNodeThatAppliesItsLogAnswersReadsOnlyWhenItHasAppliedThem() {
    MiniCluster cluster = cluster(1, 1);
    MiniServer server = cluster.server(1);
    write(new MiniClient(cluster, server, 1));
    cluster.restart(server);
    cluster.await(() -> cluster.leader(1) == server, "it leads");
    MiniClient client = new MiniClient(cluster, server, 1);
    client.get("k" + (ENTRIES - 1) % 40);
    client.get("k0");
    assertTrue(server.kernel.view(1).appliedIndex() < ENTRIES, "it is still behind");
    assertEquals(value(ENTRIES - 1), client.text());
    assertEquals(value(ENTRIES - 40), client.text());
  }
}
