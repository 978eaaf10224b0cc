package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.kernel.wire.ClientCommand;
import org.junit.jupiter.api.Test;

/** Sessions as a client sees them: {@code docs/wire-protocol.md}, Sessions. */
final class SessionsOverTheWireTest {

  private static final String EXPIRED =
      "SESSION_EXPIRED: the group knows no such session; what was in flight is unknown";

  private final MiniCluster cluster =
      new MiniCluster(3, 1, MiniCluster.limits(8 << 20, 1 << 20, 1 << 20, 256 << 10, 3));
  private MiniServer leader = cluster.elect(1);
  private MiniClient client = new MiniClient(cluster, leader, 1);

  private void command(long session, long number, long lowest, String value) {
    client.command(1, session, number, lowest, "k", value);
  }

  private void assertValue(String value) {
    client.get("k");
    assertEquals(value, client.text());
  }

  private long lastIndex() {
    return leader.kernel.view(1).lastIndex();
  }

  @Test
  void openingTellsWhatWasGranted() {
    client.open(1, 4);
    assertEquals("SESSION " + lastIndex() + " 4 60000", client.text());
    client.open(1, 17);
    assertEquals("SESSION " + lastIndex() + " 16 60000", client.text(), "more than allowed");
    client.open(1, 0);
    assertEquals("SESSION " + lastIndex() + " 16 60000", client.text(), "as the server allows");
    assertEquals(3, leader.traced("SESSION_OPENED 1"));
    assertEquals(1, leader.traced("SESSION_OPENED 1 " + (lastIndex() - 2) + " 4"));
  }

  @Test
  void aCommandIsAppliedOnceHoweverOftenItIsSent() {
    client.open(1, 0);
    long session = client.session();
    command(session, 1, 1, "1");
    assertEquals("OK", client.text());
    client.put("k", "2");
    assertEquals("OK", client.text());
    long before = lastIndex();
    command(session, 1, 1, "1");
    assertEquals("OK", client.text());
    assertValue("2");
    assertEquals(before, lastIndex(), "a known answer needs no entry");
    assertEquals(1, leader.traced("DUPLICATE_ANSWERED 1 " + session + " 1"));
  }

  @Test
  void aCommandThatComesAgainBeforeItIsAppliedIsAppliedOnceToo() {
    client.open(1, 0);
    long session = client.session();
    client.send(
        ClientCommand.COMMAND, MiniClient.head(1, session, 1, 1).u8(ClientCommand.DEL).string("k"));
    client.send(
        ClientCommand.COMMAND, MiniClient.head(1, session, 1, 1).u8(ClientCommand.DEL).string("k"));
    client.put("k", "v");
    client.send(
        ClientCommand.COMMAND, MiniClient.head(1, session, 1, 1).u8(ClientCommand.DEL).string("k"));
    assertEquals("NOT_FOUND", client.text());
    assertEquals("NOT_FOUND", client.text());
    assertEquals("OK", client.text());
    assertEquals("NOT_FOUND", client.text(), "the old answer, though there is a value now");
    assertValue("v");
    assertEquals(2, leader.traced("DUPLICATE_ANSWERED 1 " + session + " 1"));
  }

  @Test
  void aRepeatedNumberGetsItsOldAnswerFromTheNextLeader() {
    client.open(1, 0);
    long session = client.session();
    command(session, 1, 1, "1");
    assertEquals("OK", client.text());
    cluster.isolate(leader);
    leader = cluster.electAnother(1, leader);
    client = new MiniClient(cluster, leader, 1);
    client.put("k", "2");
    assertEquals("OK", client.text());
    command(session, 1, 1, "1");
    assertEquals("OK", client.text());
    assertValue("2");
  }

  @Test
  void aRepeatedNumberGetsItsOldAnswerAfterAllWereRestarted() {
    client.open(1, 0);
    long session = client.session();
    command(session, 1, 1, "1");
    assertEquals("OK", client.text());
    client.send(
        ClientCommand.COMMAND,
        MiniClient.head(1, session, 2, 1)
            .u8(ClientCommand.CAS)
            .string("k")
            .expected("0")
            .string("2"));
    assertEquals("CAS_FAILED", client.text());
    for (MiniServer server : cluster.servers) {
      cluster.restart(server);
    }
    leader = cluster.elect(1);
    client = new MiniClient(cluster, leader, 1);
    client.put("k", "0");
    assertEquals("OK", client.text());
    command(session, 1, 1, "1");
    assertEquals("OK", client.text());
    client.send(
        ClientCommand.COMMAND,
        MiniClient.head(1, session, 2, 1)
            .u8(ClientCommand.CAS)
            .string("k")
            .expected("0")
            .string("2"));
    assertEquals("CAS_FAILED", client.text(), "its old answer, though it would succeed now");
    assertValue("0");
    cluster.assertEqualReplicas(1);
  }

  @Test
  void anUnusedSessionExpiresByLogTime() {
    client.open(1, 0);
    long session = client.session();
    cluster.wallAheadMillis = 59_000;
    command(session, 1, 1, "1");
    assertEquals("OK", client.text());
    cluster.wallAheadMillis = 118_000;
    command(session, 2, 1, "2");
    assertEquals("OK", client.text(), "the first command renewed it");
    cluster.wallAheadMillis = 179_000;
    command(session, 3, 1, "3");
    assertEquals(EXPIRED, client.text());
    assertValue("2");
    for (MiniServer server : cluster.servers) {
      cluster.await(() -> server.traced("SESSION_EXPIRED 1 " + session + " 0") == 1, "expiry");
    }
    cluster.assertEqualReplicas(1);
  }

  @Test
  void aWallClockThatJumpsBackKeepsSessionsAlive() {
    cluster.wallAheadMillis = 1_000_000;
    client.open(1, 0);
    long session = client.session();
    cluster.wallAheadMillis = 0;
    command(session, 1, 1, "1");
    assertEquals("OK", client.text());
    cluster.wallAheadMillis = 1_059_000;
    command(session, 2, 1, "2");
    assertEquals("OK", client.text(), "log time stood still");
  }

  @Test
  void theLeastRecentlyUsedSessionIsEvictedForAnother() {
    long[] sessions = new long[4];
    for (int i = 0; i < 3; i++) {
      client.open(1, 0);
      sessions[i] = client.session();
    }
    command(sessions[0], 1, 1, "used");
    assertEquals("OK", client.text());
    client.open(1, 0);
    sessions[3] = client.session();
    assertEquals(1, leader.traced("SESSION_EXPIRED 1 " + sessions[1] + " 1"));
    command(sessions[1], 1, 1, "evicted");
    assertEquals(EXPIRED, client.text());
    command(sessions[2], 1, 1, "kept");
    assertEquals("OK", client.text());
    assertValue("kept");
  }

  @Test
  void beyondTheWindowACommandIsRefusedUntilAnAnswerIsDeclaredReceived() {
    client.open(1, 2);
    long session = client.session();
    command(session, 3, 1, "3");
    assertEquals("BUSY: the number is beyond the session's window", client.text());
    client.get("k");
    assertEquals("NOT_FOUND", client.text());
    command(session, 3, 2, "3");
    assertEquals("OK", client.text());
    command(session, 1, 1, "1");
    assertEquals("ALREADY_ANSWERED: the number is below the lowest unanswered one", client.text());
    assertValue("3");
  }

  @Test
  void aClosedSessionIsGoneAndClosingAgainSaysSo() {
    client.open(1, 0);
    long session = client.session();
    client.closeSession(1, session);
    assertEquals("OK", client.text());
    client.closeSession(1, session);
    assertEquals(EXPIRED, client.text());
    command(session, 1, 1, "1");
    assertEquals(EXPIRED, client.text());
    assertEquals(0, leader.traced("SESSION_EXPIRED"), "its client knows");
  }

  @Test
  void sessionsWorkThroughAFollower() {
    client = MiniClient.forwarding(cluster, cluster.follower(1), 1);
    client.open(1, 0);
    long session = client.session();
    command(session, 1, 1, "1");
    command(session, 1, 1, "1");
    assertEquals("OK", client.text());
    assertEquals("OK", client.text());
    assertValue("1");
    client.closeSession(1, session);
    assertEquals("OK", client.text());
  }

  @Test
  void aSessionBelongsToOneGroup() {
    MiniCluster two = new MiniCluster(1, 2, MiniCluster.smallLimits());
    two.elect(1);
    two.elect(2);
    MiniClient both = new MiniClient(two, two.server(1), 1);
    both.open(1, 0);
    long session = both.session();
    // "k" is in partition 5 of 16 and so in group 2; see PartitionTest.
    both.command(1, session, 1, 1, "k", "v");
    assertEquals("WRONG_GROUP: the key is in group 2", both.text());
    both.command(2, session, 1, 1, "k", "v");
    assertEquals(EXPIRED, both.text(), "the other group does not know it");
    for (long group : new long[] {0, 3, -1, Long.MAX_VALUE}) {
      both.open(group, 0);
      assertEquals("WRONG_GROUP: groups are 1 to 2, not " + group, both.text());
      both.closeSession(group, session);
      assertEquals("WRONG_GROUP: groups are 1 to 2, not " + group, both.text());
    }
    assertEquals(session, two.server(1).kernel.view(1).lastIndex(), "nothing more came into it");
  }
}
