package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import org.junit.jupiter.api.Test;

/** Whole kernels, on a network and disks without faults. */
final class KernelTest {

  private static MiniCluster cluster(int size, int groups) {
    return new MiniCluster(size, groups, MiniCluster.smallLimits());
  }

  @Test
  void threeKernelsElectALeaderAndCommit() {
    MiniCluster cluster = cluster(3, 1);
    MiniClient client = new MiniClient(cluster, cluster.elect(1), 1);
    client.put("greeting", "hello");
    client.get("greeting");
    assertEquals("OK", client.text());
    assertEquals("hello", client.text(), "a pipelined read sees the write before it");
    client.delete("greeting");
    assertEquals("OK", client.text());
    client.get("greeting");
    assertEquals("NOT_FOUND", client.text());
    client.delete("greeting");
    assertEquals("NOT_FOUND", client.text());
  }

  @Test
  void aReadDoesNotSeeAWriteAcceptedAfterItOnTheSameConnection() {
    MiniCluster cluster = cluster(3, 1);
    MiniClient client = new MiniClient(cluster, cluster.elect(1), 1);
    client.put("k", "1");
    assertEquals("OK", client.text());
    client.get("k");
    client.put("k", "2");
    assertEquals("1", client.text());
    assertEquals("OK", client.text());
  }

  @Test
  void aNodeTellsHowLongItHasBeenUpSinceItsLastBoot() {
    MiniCluster cluster = cluster(3, 1);
    cluster.elect(1);
    MiniServer server = cluster.server(1);
    long bootedNanos = cluster.now;
    cluster.restart(server);
    cluster.run(20);
    MiniClient client = new MiniClient(cluster, server, 1);
    long askedNanos = cluster.now;
    client.send(ClientCommand.DESCRIBE);
    long upNanos = client.frame().getLong(ClientFrame.HEADER_BYTES + 32);
    assertEquals(askedNanos - bootedNanos, upNanos);
  }

  @Test
  void whatWasCommittedIsThereAfterAllRestart() {
    MiniCluster cluster = cluster(3, 4);
    electAll(cluster, 4);
    MiniServer one = cluster.server(1);
    MiniClient client = MiniClient.forwarding(cluster, one, 1);
    for (int i = 0; i < 200; i++) {
      client.put("k" + i, "v" + i);
    }
    for (int i = 0; i < 200; i++) {
      assertEquals("OK", client.text());
    }
    for (MiniServer server : cluster.servers) {
      cluster.restart(server);
    }
    assertEquals(2, one.kernel.bootCounter());
    electAll(cluster, 4);
    client = MiniClient.forwarding(cluster, one, 1);
    for (int i = 0; i < 200; i++) {
      client.get("k" + i);
      assertEquals("v" + i, client.text());
    }
  }

  @Test
  void replicasAreEqualAndLeadersAreSpread() {
    MiniCluster cluster = cluster(3, 3);
    electAll(cluster, 3);
    cluster.run(500);
    for (int group = 1; group <= 3; group++) {
      cluster.assertEqualReplicas(group);
    }
    assertNotEquals(cluster.leader(1), cluster.leader(2));
    assertNotEquals(cluster.leader(2), cluster.leader(3));
    assertNotEquals(cluster.leader(1), cluster.leader(3));
  }

  private static void electAll(MiniCluster cluster, int groups) {
    for (int group = 1; group <= groups; group++) {
      cluster.elect(group);
    }
  }

  @Test
  void aClusterOfOneServes() {
    MiniCluster cluster = cluster(1, 1);
    MiniClient client = new MiniClient(cluster, cluster.elect(1), 1);
    client.get("k");
    client.put("k", "v");
    client.get("k");
    assertEquals("NOT_FOUND", client.text());
    assertEquals("OK", client.text());
    assertEquals("v", client.text());
  }

  @Test
  void beyondItsLogBudgetALeaderRefusesWritesAndStillReads() {
    Limits small = MiniCluster.limits(512 << 10, 1 << 20, 1 << 20, 256 << 10, 100);
    MiniCluster cluster = new MiniCluster(3, 1, small);
    MiniServer leader = cluster.elect(1);
    MiniClient client = new MiniClient(cluster, leader, 1);
    String last = "OK";
    for (int i = 0; i < 200 && last.equals("OK"); i++) {
      client.put("k" + i, "x".repeat(8000));
      last = client.text();
    }
    assertTrue(last.startsWith("LOG_FULL: the log reached its budget of 524288 bytes"), last);
    client.put("k", "v");
    assertTrue(client.text().startsWith("LOG_FULL"));
    assertEquals(1, leader.traced("LOG_FULL 1"), "once");
    client.get("k0");
    assertEquals("x".repeat(8000), client.text());
    cluster.assertEqualReplicas(1);
  }
}
