package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.wire.PeerFrame;
import org.junit.jupiter.api.Test;

/**
 * Answers to forwarded requests that are more than one message to the peer can carry. A chunk has
 * 64 KiB, of which 32 KiB are left to an append, and a value here 8,000 bytes: three answers fill a
 * message, and six a backlog.
 */
final class ForwardedAnswersTest {

  private static final String VALUE = "v".repeat(8_000);
  private static final String BUSY = "BUSY: too many answers wait to be sent to node ";

  private final MiniCluster cluster = new MiniCluster(3, 1, MiniCluster.smallLimits());
  private final MiniServer leader = cluster.elect(1);
  private final MiniServer follower = cluster.follower(1);
  private final MiniClient client = MiniClient.forwarding(cluster, follower, 1);

  private void write() {
    client.put("k", VALUE);
    assertEquals("OK", client.text());
  }

  private void read(int times) {
    for (int i = 0; i < times; i++) {
      client.get("k");
    }
  }

  /** Lets everything through but frames with large answers, of which it counts the copies. */
  private int[] dropAnswers() {
    int[] dropped = {0};
    cluster.fate =
        (sender, receiver, frame) -> {
          boolean isAnswer = PeerFrame.kind(frame, 0) == PeerFrame.FORWARD_ANSWER;
          dropped[0] += isAnswer ? 1 : 0;
          return isAnswer ? 0 : 1;
        };
    return dropped;
  }

  @Test
  void allArriveInOrderAndSoon() {
    write();
    read(9);
    client.put("k", "small");
    read(1);
    long asked = cluster.now;
    for (int i = 0; i < 9; i++) {
      assertEquals(new MiniClient.Answer(2 + i, VALUE), client.answer());
    }
    assertEquals(new MiniClient.Answer(11, "OK"), client.answer(), "it overtakes nothing");
    assertEquals(new MiniClient.Answer(12, "small"), client.answer());
    assertTrue(cluster.now - asked < 20 * MiniCluster.MILLI);
  }

  @Test
  void beyondTheBacklogReadsAreRefusedInTheirTurn() {
    write();
    read(40);
    int values = 0;
    for (int i = 0; i < 40; i++) {
      MiniClient.Answer answer = client.answer();
      assertEquals(2 + i, answer.sequence());
      if (answer.text().equals(VALUE)) {
        assertEquals(i, values++, "values come first, then refusals");
      } else {
        assertEquals(BUSY + follower.node + "; read again", answer.text());
      }
    }
    assertEquals(3 + 6, values);
    read(1);
    assertEquals(VALUE, client.text());
  }

  @Test
  void answersNeverKeepRaftFromSpeaking() {
    write();
    MiniServer[] followers = {follower, cluster.server(6 - leader.node - follower.node)};
    MiniClient[] clients = {client, MiniClient.forwarding(cluster, followers[1], 1)};
    for (int round = 0; round < 1000; round++) {
      for (MiniClient each : clients) {
        each.get("k");
        each.get("k");
        each.get("k");
        each.get("k");
      }
      cluster.step();
      followers[0].answers.clear();
      followers[1].answers.clear();
    }
    assertEquals(leader, cluster.leader(1));
    assertEquals(1, leader.kernel.view(1).term());
    assertEquals(0, followers[0].traced("PRE_CANDIDATE") + followers[1].traced("PRE_CANDIDATE"));
  }

  @Test
  void aKernelWithABacklogAsksForTime() {
    write();
    read(9);
    cluster.await(() -> leader.kernel.nextDeadlineNanos() == cluster.now + MiniCluster.MILLI, "it");
    for (int i = 0; i < 9; i++) {
      assertEquals(VALUE, client.text());
    }
    assertTrue(leader.kernel.nextDeadlineNanos() > cluster.now + MiniCluster.MILLI);
  }

  @Test
  void whatIsKeptForAPeerDiesWithItsConnection() {
    write();
    int[] dropped = dropAnswers();
    read(12);
    cluster.await(() -> dropped[0] > 0, "a first message is sent");
    cluster.disconnect(leader.node, follower.node);
    int before = dropped[0];
    assertTrue(before < 12);
    cluster.connect(leader.node, follower.node);
    cluster.run(10);
    assertEquals(before, dropped[0]);
  }

  @Test
  void aNodeIsDrainedWhenItsBacklogIsSent() {
    write();
    int[] dropped = dropAnswers();
    read(12);
    cluster.await(() -> dropped[0] > 0, "a first message is sent");
    leader.kernel.admin(cluster.now, AdminOrder.DRAIN);
    cluster.await(() -> leader.traced("DRAINED") == 1, "drained");
    assertEquals(12, dropped[0]);
  }
}
