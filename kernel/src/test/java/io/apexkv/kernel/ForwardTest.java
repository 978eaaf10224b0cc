package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Crc;
import io.apexkv.kernel.wire.ClientFrame;
import io.apexkv.kernel.wire.Forward;
import io.apexkv.kernel.wire.PeerFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that a follower sends on to the leader: {@code docs/peer-protocol.md}, FORWARD. */
final class ForwardTest {

  private static final String LOST_WRITE =
      "UNKNOWN: the leader did not answer, and may have applied the request";
  private static final String LOST_READ = "NO_LEADER: the leader did not answer; read again";
  private static final long TIMEOUT_MILLIS = 8 * 150;

  private final MiniCluster cluster = new MiniCluster(3, 1, MiniCluster.smallLimits());
  private final MiniServer leader = cluster.elect(1);
  private final MiniServer follower = cluster.follower(1);
  private final MiniClient client = MiniClient.forwarding(cluster, follower, 1);
  private final List<ByteBuffer> forwards = new ArrayList<>();

  private boolean isAnswer(ByteBuffer frame) {
    return PeerFrame.kind(frame, 0) == PeerFrame.FORWARD_ANSWER;
  }

  /** Keeps the forwards that travel from now on, and lets no answer come back. */
  private void dropAnswers() {
    cluster.fate =
        (sender, receiver, frame) -> {
          if (PeerFrame.kind(frame, 0) == PeerFrame.FORWARD) {
            forwards.add(frame);
          }
          return isAnswer(frame) ? 0 : 1;
        };
  }

  private void deliver(ByteBuffer frame) {
    leader.kernel.message(cluster.now, follower.node, frame, 0, frame.capacity());
  }

  @Test
  void aFollowerRedirectsOrForwardsAsTheClientChose() {
    MiniClient redirected = new MiniClient(cluster, follower, 2);
    redirected.put("k", "v");
    assertEquals("127.0.0.1:" + (7000 + leader.node), redirected.text());
    client.get("k");
    client.put("k", "v");
    client.get("k");
    assertEquals("NOT_FOUND", client.text(), "the redirected one was not applied");
    assertEquals("OK", client.text());
    assertEquals("v", client.text());
  }

  @Test
  void anAnswerHasTheSequenceOfItsRequestAndTheLeaderAsItsSender() {
    client.put("k", "v");
    client.text();
    int sequence = client.get("k");
    ByteBuffer answer = client.frame();
    assertEquals(sequence, ClientFrame.sequence(answer, 0));
    assertEquals(leader.node, ClientFrame.sender(answer, 0));
  }

  @Test
  void aForwardThatArrivesTwiceIsAppliedOnce() {
    cluster.fate =
        (sender, receiver, frame) -> PeerFrame.kind(frame, 0) == PeerFrame.FORWARD ? 2 : 1;
    long before = leader.kernel.view(1).lastIndex();
    client.put("k", "v");
    assertEquals("OK", client.text());
    cluster.run(10);
    assertEquals(before + 1, leader.kernel.view(1).lastIndex());
    assertFalse(client.hasAnswer());
  }

  @Test
  void anOldForwardIsNotAppliedAfterANewerOne() {
    dropAnswers();
    long before = leader.kernel.view(1).lastIndex();
    client.put("k", "1");
    client.put("k", "2");
    cluster.run(5);
    assertEquals(before + 2, leader.kernel.view(1).lastIndex());
    deliver(forwards.get(0));
    deliver(forwards.get(1));
    cluster.run(5);
    assertEquals(before + 2, leader.kernel.view(1).lastIndex());
  }

  @Test
  void aForwardForAnEarlierBootIsDropped() {
    dropAnswers();
    client.put("k", "v");
    cluster.run(5);
    ByteBuffer early = forwards.get(0);
    assertEquals(1, Forward.receiverBoot(early, PeerFrame.HEADER_BYTES));
    cluster.restart(leader);
    cluster.healAll();
    while (cluster.leader(1) != leader) {
      cluster.isolate(cluster.elect(1));
      cluster.run(1000);
      cluster.healAll();
      cluster.elect(1);
    }
    long before = leader.kernel.view(1).lastIndex();
    deliver(early);
    cluster.run(10);
    assertEquals(before, leader.kernel.view(1).lastIndex());
  }

  @Test
  void aCopyThatIsNotAWholeFrameIsDropped() {
    cluster.fate =
        (sender, receiver, frame) -> {
          if (PeerFrame.kind(frame, 0) == PeerFrame.FORWARD) {
            forwards.add(frame);
            return 0;
          }
          return 1;
        };
    client.put("k", "v");
    cluster.step();
    ByteBuffer frame = forwards.get(0);
    int command = PeerFrame.HEADER_BYTES + Forward.FIXED_BYTES;
    frame.putInt(command + 8, frame.getInt(command + 8) + 1); // the client frame's length
    PeerFrame.seal(frame, 0, frame.capacity(), new Crc());
    long before = leader.kernel.view(1).lastIndex();
    deliver(frame);
    cluster.run(10);
    assertEquals(before, leader.kernel.view(1).lastIndex());
    assertEquals(0, leader.traced("FRAME_DROPPED"), "the frame itself was right");
  }

  @Test
  void whenTheLeaderIsUnreachableNothingIsSentAndNothingInDoubt() {
    cluster.disconnect(leader.node, follower.node);
    client.put("k", "v");
    assertEquals("NO_LEADER: the leader, node " + leader.node + ", is unreachable", client.text());
  }

  @Test
  void whenTheConnectionIsLostWritesAreUnknownAndReadsAreNot() {
    dropAnswers();
    client.put("k", "v");
    client.get("k");
    client.put("k", "w");
    cluster.run(5);
    cluster.disconnect(leader.node, follower.node);
    assertEquals(new MiniClient.Answer(1, LOST_WRITE), client.answer());
    assertEquals(new MiniClient.Answer(2, LOST_READ), client.answer());
    assertEquals(new MiniClient.Answer(3, LOST_WRITE), client.answer());
  }

  @Test
  void withoutAnAnswerItIsGivenUpAfterEightElectionTimeouts() {
    dropAnswers();
    client.put("k", "v");
    client.get("k");
    cluster.run((int) TIMEOUT_MILLIS - 1);
    assertFalse(client.hasAnswer());
    assertTrue(follower.kernel.nextDeadlineNanos() < Long.MAX_VALUE);
    cluster.step();
    assertEquals(LOST_WRITE, client.text());
    assertEquals(LOST_READ, client.text());
  }

  @Test
  void theKernelAsksForTimeWhenAForwardIsDue() {
    dropAnswers();
    long due = cluster.now + TIMEOUT_MILLIS * MiniCluster.MILLI;
    client.put("k", "v");
    cluster.step();
    follower.kernel.admin(cluster.now, AdminOrder.DRAIN); // no elections: only the forward is left
    boolean asked = false;
    while (cluster.now < due) {
      cluster.step();
      asked |= follower.kernel.nextDeadlineNanos() == due;
    }
    assertTrue(asked);
  }

  @Test
  void anAnswerThatComesAfterItWasGivenUpIsDropped() {
    List<ByteBuffer> late = new ArrayList<>();
    cluster.fate =
        (sender, receiver, frame) -> {
          if (isAnswer(frame)) {
            late.add(frame);
          }
          return isAnswer(frame) ? 0 : 1;
        };
    client.put("k", "v");
    assertEquals(LOST_WRITE, client.text());
    assertEquals(1, late.size());
    follower.kernel.message(cluster.now, leader.node, late.get(0), 0, late.get(0).capacity());
    cluster.run(5);
    assertFalse(client.hasAnswer());
  }

  @Test
  void anAnswerFromAnotherPeerThanTheOneAskedIsDropped() {
    List<ByteBuffer> answers = new ArrayList<>();
    cluster.fate =
        (sender, receiver, frame) -> {
          if (isAnswer(frame)) {
            answers.add(frame);
          }
          return isAnswer(frame) ? 0 : 1;
        };
    client.put("k", "v");
    cluster.await(() -> !answers.isEmpty(), "the leader answers");
    ByteBuffer frame = answers.get(0);
    int stranger = 6 - leader.node - follower.node;
    frame.putLong(40, stranger); // the sender
    PeerFrame.seal(frame, 0, frame.capacity(), new Crc());
    follower.kernel.message(cluster.now, stranger, frame, 0, frame.capacity());
    cluster.run(5);
    assertFalse(client.hasAnswer());
  }

  @Test
  void aNewLeaderEndsWhatWasForwardedToTheOldOneBeforeAnythingGoesToIt() {
    cluster.isolate(leader);
    client.put("k", "1");
    client.get("k");
    MiniServer successor = cluster.electAnother(1, leader);
    cluster.await(
        () -> follower == successor || follower.kernel.view(1).leaderReplica() == successor.node,
        "the follower knows");
    client.put("k", "2");
    assertEquals(new MiniClient.Answer(1, LOST_WRITE), client.answer());
    assertEquals(new MiniClient.Answer(2, LOST_READ), client.answer());
    assertEquals(new MiniClient.Answer(3, "OK"), client.answer());
  }

  @Test
  void aRequestThatComesWithTheNewsOfANewLeaderGoesToItAndIsNotGivenUpForTheOldOne() {
    List<ByteBuffer> appends = new ArrayList<>();
    cluster.fate =
        (sender, receiver, frame) -> {
          boolean isAppend = PeerFrame.kind(frame, 0) == PeerFrame.APPEND;
          if (isAppend && receiver == follower.node && sender != leader.node) {
            appends.add(frame);
            return 0;
          }
          return sender == leader.node || receiver == leader.node ? 0 : 1;
        };
    MiniServer successor = cluster.electAnother(1, leader);
    assertNotEquals(follower, successor, "by the seed");
    follower.kernel.time(cluster.now, cluster.wallMillis());
    ByteBuffer append = appends.get(0);
    follower.kernel.message(cluster.now, successor.node, append, 0, append.capacity());
    client.put("k", "v");
    cluster.healAll();
    assertEquals("OK", client.text());
  }

  @Test
  void aReceiverThatDoesNotLeadRefusesAndSendsNothingOn() {
    MiniServer third = cluster.server(6 - leader.node - follower.node);
    List<ByteBuffer> sent = new ArrayList<>();
    cluster.fate =
        (sender, receiver, frame) -> {
          if (PeerFrame.kind(frame, 0) == PeerFrame.FORWARD) {
            sent.add(frame);
            return 0;
          }
          return 1;
        };
    client.put("k", "v");
    cluster.step();
    ByteBuffer frame = sent.get(0);
    frame.putLong(48, third.node); // the receiver
    PeerFrame.seal(frame, 0, frame.capacity(), new Crc());
    List<ByteBuffer> answers = new ArrayList<>();
    cluster.fate =
        (sender, receiver, answer) -> {
          if (isAnswer(answer)) {
            answers.add(answer);
          }
          return 1;
        };
    third.kernel.message(cluster.now, follower.node, frame, 0, frame.capacity());
    cluster.run(5);
    assertEquals(1, sent.size());
    assertEquals(1, answers.size());
    assertTrue(
        new String(answers.get(0).array(), StandardCharsets.US_ASCII)
            .contains("NO_LEADER: group 1 has no leader here"));
  }

  @Test
  void forwardsOfALaterBootAreNumberedAboveAllEarlierOnes() {
    dropAnswers();
    client.put("k", "1");
    cluster.run(5);
    cluster.restart(follower);
    cluster.elect(1);
    MiniClient again = MiniClient.forwarding(cluster, follower, 1);
    long before = leader.kernel.view(1).lastIndex();
    again.put("k", "2");
    cluster.run(5);
    assertEquals(2, forwards.size());
    long first = Forward.forward(forwards.get(0), PeerFrame.HEADER_BYTES);
    long second = Forward.forward(forwards.get(1), PeerFrame.HEADER_BYTES);
    assertEquals(1L << 40 | 1, first);
    assertEquals(2L << 40 | 1, second);
    assertEquals(before + 1, leader.kernel.view(1).lastIndex());
  }
}
