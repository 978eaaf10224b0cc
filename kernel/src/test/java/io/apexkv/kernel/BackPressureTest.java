package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.kernel.MiniClient.Payload;
import io.apexkv.kernel.wire.ClientCommand;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is pending is bounded, on a connection and on a node, and every request counts once. */
final class BackPressureTest {

  private static final int PENDING_BYTES = 4_000;
  private static final int CONNECTION_BYTES = 1_000;

  /** Bytes of a PUT's frame beside its value, for a key of one byte. */
  private static final int PUT_BYTES = 16 + 4 + 1 + 4;

  private static final Limits LIMITS =
      MiniCluster.limits(8 << 20, 1 << 20, PENDING_BYTES, CONNECTION_BYTES, 100);

  private final MiniCluster cluster = new MiniCluster(3, 1, LIMITS);
  private final MiniServer leader = cluster.elect(1);
  private final MiniServer follower = cluster.follower(1);
  private final MiniClient client = new MiniClient(cluster, leader, 1);

  /** A PUT whose frame has so many bytes. */
  private static void put(MiniClient client, int frameBytes) {
    client.put("k", "v".repeat(frameBytes - PUT_BYTES));
  }

  /** Bytes pending on a server, as the refusal of a frame tells that is too large in any case. */
  private long pendingBytes(MiniServer server) {
    MiniClient probe = new MiniClient(cluster, server, 99);
    put(probe, PENDING_BYTES + 1);
    server.kernel.flush(cluster.now);
    String[] words = probe.text().split(" ");
    assertEquals("BUSY: requests of", String.join(" ", words[0], words[1], words[2]));
    probe.close();
    return Long.parseLong(words[3]);
  }

  private void assertNothingIsPending(MiniServer server) {
    assertEquals(0, pendingBytes(server));
    server.kernel.admin(cluster.now, AdminOrder.DRAIN);
    cluster.run(1);
    assertEquals(1, server.traced("DRAINED"), "every request was counted out once");
  }

  @Test
  void aConnectionBeyondItsBoundIsNotReadFromForAWhile() {
    leader.diskHeld = true;
    cluster.isolate(leader);
    put(client, 600);
    put(client, 400);
    cluster.step();
    assertEquals(List.of(), leader.orders, "exactly the bound is not over it");
    put(client, 100);
    put(client, 400);
    cluster.step();
    assertEquals(List.of("pause 1"), leader.orders);
    assertEquals(1_500, pendingBytes(leader));
    leader.diskHeld = false;
    cluster.healAll();
    for (int i = 0; i < 4; i++) {
      assertEquals("OK", client.text());
    }
    assertEquals(List.of("pause 1", "resume 1"), leader.orders);
    assertNothingIsPending(leader);
  }

  @Test
  void beyondTheBoundOfTheNodeRequestsAreRefusedAndAdmittedAgainLater() {
    cluster.isolate(leader);
    MiniClient[] clients = new MiniClient[4];
    for (int i = 0; i < 4; i++) {
      clients[i] = new MiniClient(cluster, leader, 10 + i);
      put(clients[i], 999);
    }
    put(client, 5 + PUT_BYTES);
    assertEquals("BUSY: requests of 3996 bytes wait for answers", client.text());
    client.get("k");
    assertEquals("BUSY: requests of 3996 bytes wait for answers", client.text());
    assertEquals(2, leader.traced("BUSY 1 1 3996"));
    cluster.healAll();
    for (MiniClient each : clients) {
      assertEquals("OK", each.text());
    }
    put(client, 500);
    assertEquals("OK", client.text());
    assertNothingIsPending(leader);
  }

  @Test
  void whatFitsExactlyIsAdmitted() {
    cluster.isolate(leader);
    put(client, PENDING_BYTES - 100);
    put(client, 101);
    put(client, 100);
    MiniClient.Answer refused = client.answer();
    assertEquals(2, refused.sequence());
    assertEquals("BUSY: requests of 3900 bytes wait for answers", refused.text());
    cluster.healAll();
    assertEquals(new MiniClient.Answer(1, "OK"), client.answer());
    assertEquals(new MiniClient.Answer(3, "OK"), client.answer());
  }

  @Test
  void readsCountUntilTheyAreServed() {
    cluster.isolate(leader);
    client.get("k");
    client.get("key");
    cluster.step();
    assertEquals(2 * 20 + 1 + 3, pendingBytes(leader));
    cluster.healAll();
    client.text();
    client.text();
    assertNothingIsPending(leader);
  }

  @Test
  void whatADeposedLeaderGivesUpIsCountedOut() {
    cluster.isolate(leader);
    put(client, 600);
    client.get("k");
    put(client, 700);
    for (int i = 0; i < 3; i++) {
      client.text();
    }
    assertEquals(List.of("pause 1", "resume 1"), leader.orders);
    cluster.healAll();
    cluster.elect(1);
    assertNothingIsPending(leader);
  }

  @Test
  void whatAClosedConnectionAskedForIsCountedOutWhenItIsDone() {
    cluster.isolate(leader);
    put(client, 600);
    client.get("k");
    put(client, 700);
    cluster.step();
    client.close();
    long pendingBytes = pendingBytes(leader);
    assertEquals(600 + 21 + 700, pendingBytes);
    cluster.healAll();
    cluster.run(500);
    assertNothingIsPending(leader);
    assertEquals(List.of("pause 1"), leader.orders, "nobody resumes what is closed");
  }

  @Test
  void aRequestThatComesBehindTheEndOfItsConnectionIsIgnored() {
    long lastIndex = leader.kernel.view(1).lastIndex();
    client.close();
    put(client, 100);
    cluster.run(10);
    assertEquals(lastIndex, leader.kernel.view(1).lastIndex());
    assertNothingIsPending(leader);
  }

  @Test
  void whatWasForwardedCountsAtBothEndsUntilItsAnswer() {
    MiniClient far = MiniClient.forwarding(cluster, follower, 1);
    leader.diskHeld = true;
    cluster.server(6 - leader.node - follower.node).diskHeld = true;
    put(far, 600);
    put(far, 500);
    cluster.run(5);
    assertEquals(1_100, pendingBytes(follower));
    assertEquals(1_100, pendingBytes(leader));
    assertEquals(List.of("pause 1"), follower.orders);
    assertEquals(List.of(), leader.orders, "a peer is never paused");
    leader.diskHeld = false;
    far.text();
    far.text();
    assertEquals(List.of("pause 1", "resume 1"), follower.orders);
    assertNothingIsPending(follower);
    assertNothingIsPending(leader);
  }

  @Test
  void whatWasForwardedAndGivenUpIsCountedOut() {
    MiniClient far = MiniClient.forwarding(cluster, follower, 1);
    cluster.isolate(leader);
    put(far, 600);
    far.send(ClientCommand.GET, new Payload().string("k"));
    cluster.step();
    assertEquals(621, pendingBytes(follower));
    cluster.disconnect(leader.node, follower.node);
    far.text();
    far.text();
    assertNothingIsPending(follower);
  }

  @Test
  void whatIsRefusedNeverCounts() {
    client.send(ClientCommand.PUT, new Payload().string("k"));
    client.send(0x77);
    client.send(ClientCommand.PING);
    client.send(ClientCommand.DESCRIBE);
    client.open(9, 0);
    for (int i = 0; i < 5; i++) {
      client.text();
    }
    MiniClient redirected = new MiniClient(cluster, follower, 2);
    redirected.get("k");
    redirected.text();
    assertNothingIsPending(leader);
    assertNothingIsPending(follower);
  }
}
