package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.apexkv.kernel.base.Crc;
import io.apexkv.kernel.wire.AppendAnswer;
import io.apexkv.kernel.wire.PeerFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of requests whose leader loses its leadership before it can answer. */
final class LeadershipLossTest {

  private static final String LOST_WRITE =
      "UNKNOWN: leadership was lost before the entry was known to be committed";
  private static final String LOST_READ = "NO_LEADER: leadership was lost; read again";

  private final MiniCluster cluster = new MiniCluster(3, 1, MiniCluster.smallLimits());
  private final MiniServer leader = cluster.elect(1);
  private final MiniClient client = new MiniClient(cluster, leader, 1);
  private final MiniClient other = new MiniClient(cluster, leader, 2);

  private static List<String> answers(MiniClient client, int count) {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      MiniClient.Answer answer = client.answer();
      answers.add(answer.sequence() + " " + answer.text());
    }
    return answers;
  }

  @Test
  void writesAreUnknownAndReadsHaveNoLeaderInTheOrderInWhichTheyCame() {
    cluster.isolate(leader);
    client.put("k", "1");
    client.get("k");
    other.get("k");
    other.put("k", "2");
    client.get("other");
    client.put("k", "3");
    assertEquals(
        List.of("1 " + LOST_WRITE, "2 " + LOST_READ, "3 " + LOST_READ, "4 " + LOST_WRITE),
        answers(client, 4));
    assertEquals(List.of("1 " + LOST_READ, "2 " + LOST_WRITE), answers(other, 2));
    assertEquals(1, leader.traced("QUORUM_LOST 1"));
    client.put("k", "4");
    assertEquals("NO_LEADER: group 1 has no leader here", client.text());
  }

  @Test
  void aReadThatWasConfirmedAndNotServedFailsToo() {
    client.put("k", "1");
    assertEquals("OK", client.text());
    // Heartbeats carry the read's round, but the write that it must see reaches nobody.
    cluster.fate =
        (sender, receiver, frame) -> PeerFrame.kind(frame, 0) == PeerFrame.APPEND ? 0 : 1;
    client.put("k", "2");
    client.get("k");
    cluster.run(50);
    assertFalse(client.hasAnswer());
    cluster.isolate(leader);
    client.get("unconfirmed");
    assertEquals(
        List.of("2 " + LOST_WRITE, "3 " + LOST_READ, "4 " + LOST_READ), answers(client, 3));
  }

  @Test
  void whatIsPendingIsSettledBeforeARequestThatComesWithTheNewsInOneBatch() {
    cluster.isolate(leader);
    client.put("k", "1");
    client.get("k");
    cluster.step();
    leader.kernel.time(cluster.now, cluster.wallMillis());
    int peer = leader.node % 3 + 1;
    ByteBuffer news = answerOfTerm(peer, leader.kernel.view(1).term() + 1);
    leader.kernel.message(cluster.now, peer, news, 0, news.capacity());
    client.put("k", "2");
    leader.kernel.flush(cluster.now);
    assertEquals(
        List.of("1 " + LOST_WRITE, "2 " + LOST_READ, "3 NO_LEADER: group 1 has no leader here"),
        answers(client, 3));
  }

  /** A follower's answer to an append, which tells the leader of a later term. */
  private ByteBuffer answerOfTerm(int follower, long term) {
    ByteBuffer frame = ByteBuffer.allocate(PeerFrame.HEADER_BYTES + AppendAnswer.BYTES);
    PeerFrame.putHeader(
        frame, 0, PeerFrame.APPEND_ANSWER, MiniCluster.CLUSTER, 1, follower, leader.node, term);
    AppendAnswer.put(frame, PeerFrame.HEADER_BYTES, false, 0, 0, 0);
    PeerFrame.seal(frame, 0, frame.capacity(), new Crc());
    return frame;
  }

  @Test
  void aDeposedLeaderNeverAnswersARead() {
    client.put("k", "old");
    assertEquals("OK", client.text());
    cluster.isolate(leader);
    MiniServer successor = cluster.electAnother(1, leader);
    MiniClient elsewhere = new MiniClient(cluster, successor, 1);
    elsewhere.put("k", "new");
    assertEquals("OK", elsewhere.text());
    client.get("k");
    assertEquals("NO_LEADER: group 1 has no leader here", client.text());
    cluster.healAll();
    assertEquals(successor, cluster.elect(1));
    client.get("k");
    assertEquals("127.0.0.1:" + (7000 + successor.node), client.text());
  }

  @Test
  void aLeaderThatDoesNotYetKnowThatItIsDeposedDoesNotAnswerAReadEither() {
    client.put("k", "old");
    assertEquals("OK", client.text());
    cluster.isolate(leader);
    cluster.run(100); // less than an election timeout: it still believes that it leads
    client.get("k");
    cluster.run(45);
    assertEquals(0, leader.traced("QUORUM_LOST"));
    assertFalse(client.hasAnswer());
    assertEquals(LOST_READ, client.text());
  }

  @Test
  void aMessageOfALaterTermSettlesWhatIsPendingBeforeAnythingNewIsAnswered() {
    cluster.fate = (sender, receiver, frame) -> receiver == leader.node ? 0 : 1;
    client.put("k", "1");
    cluster.step();
    cluster.isolate(leader);
    MiniServer successor = cluster.electAnother(1, leader);
    cluster.healAll();
    assertEquals(LOST_WRITE, client.text());
    assertEquals(successor, cluster.elect(1));
    MiniClient elsewhere = new MiniClient(cluster, successor, 1);
    elsewhere.get("k");
    assertEquals("1", elsewhere.text(), "an UNKNOWN write may well have happened");
  }

  /**
   * A connection remembers the index of its last write, so that its reads see it. That index means
   * nothing any more once the entry was cut off by another leader: a read that waited for it would
   * wait until as many entries came again, perhaps for ever.
   */
  @Test
  void aReadDoesNotWaitForAWriteThatAnotherLeaderCutOff() {
    cluster.isolate(leader);
    for (int i = 0; i < 50; i++) {
      client.put("lost" + i, "v");
    }
    for (int i = 0; i < 50; i++) {
      assertEquals(LOST_WRITE, client.text());
    }
    MiniServer successor = cluster.electAnother(1, leader);
    cluster.healAll();
    assertEquals(successor, cluster.elect(1));
    cluster.await(() -> leader.traced("TRUNCATED 1") == 1, "the fifty are cut off");
    leadAgain();
    client.get("lost0");
    assertEquals("NOT_FOUND", client.text());
  }

  private void leadAgain() {
    for (int i = 0; i < 50 && cluster.leader(1) != leader; i++) {
      MiniServer successor = cluster.elect(1);
      cluster.isolate(successor);
      cluster.electAnother(1, successor);
      cluster.healAll();
      cluster.elect(1);
    }
    assertEquals(leader, cluster.elect(1));
  }
}
