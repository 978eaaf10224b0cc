package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.apexkv.kernel.raft.Role;
import io.apexkv.kernel.service.NodeState;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What a node does before it serves and after it was told to stop. */
final class NodeStateTest {

  private static final String RECOVERING = "RECOVERING: this node still reads its log";
  private static final String STOPPING = "STOPPING: this node is about to stop";

  private final MiniCluster cluster = new MiniCluster(3, 1, MiniCluster.smallLimits());
  private final MiniServer leader = cluster.elect(1);

  @Test
  void aRecoveringNodeAnswersOnlyAboutItself() {
    MiniServer server = cluster.server(1);
    server.diskHeld = true;
    server.boot();
    cluster.run(300);
    assertEquals(NodeState.RECOVERING, server.kernel.state());
    assertEquals(Long.MAX_VALUE, server.kernel.nextDeadlineNanos());
    MiniClient client = MiniClient.forwarding(cluster, server, 1);
    client.get("k");
    client.put("k", "v");
    client.open(1, 0);
    client.command(1, 1, 1, 1, "k", "v");
    client.closeSession(1, 1);
    for (int i = 0; i < 5; i++) {
      assertEquals(RECOVERING, client.text());
    }
    client.send(ClientCommand.PING);
    assertEquals("PONG", client.text());
    client.send(ClientCommand.METRICS);
    assertEquals(ClientAnswer.METRICS_RESPONSE, ClientFrame.command(client.frame(), 0));
    client.send(ClientCommand.DESCRIBE);
    ByteBuffer description = client.frame();
    assertEquals(ClientAnswer.DESCRIPTION, ClientFrame.command(description, 0));
    assertEquals(0, description.get(18), "recovering");
    assertEquals(0, description.getLong(40), "no boot counter yet");

    server.diskHeld = false;
    cluster.await(() -> server.kernel.bootCounter() == 2, "it recovers");
    assertEquals(NodeState.SERVING, server.kernel.state());
    client.send(ClientCommand.DESCRIBE);
    description = client.frame();
    assertEquals(1, description.get(18), "serving");
    assertEquals(2, description.getLong(40));
  }

  @Test
  void anOrderedStopAnswersWhatIsPendingAndAdmitsNothingNew() {
    MiniClient client = new MiniClient(cluster, leader, 1);
    leader.diskHeld = true;
    cluster.fate = (sender, receiver, frame) -> 0;
    client.put("k", "v");
    client.get("k");
    leader.kernel.admin(cluster.now, AdminOrder.DRAIN);
    client.put("k", "w");
    client.get("k");
    cluster.run(5);
    assertEquals(NodeState.STOPPING, leader.kernel.state());
    assertEquals(STOPPING, client.text());
    assertEquals(STOPPING, client.text());
    assertFalse(client.hasAnswer());
    assertEquals(0, leader.traced("DRAINED"));
    assertEquals(Role.LEADER, leader.kernel.view(1).role(), "it still has something to answer");

    cluster.healAll();
    leader.diskHeld = false;
    assertEquals("OK", client.text());
    assertEquals("v", client.text());
    cluster.await(() -> leader.traced("DRAINED 0") == 1, "drained");
    assertNotEquals(Role.LEADER, leader.kernel.view(1).role());
    client.send(ClientCommand.PING);
    assertEquals("PONG", client.text());
    client.send(ClientCommand.DESCRIBE);
    assertEquals(2, client.frame().get(18), "stopping");
  }

  @Test
  void aDrainedNodeLeadsNothingButVotesAndFollows() {
    leader.kernel.admin(cluster.now, AdminOrder.DRAIN);
    MiniServer successor = cluster.electAnother(1, leader);
    cluster.isolate(cluster.server(6 - leader.node - successor.node));
    MiniClient client = new MiniClient(cluster, successor, 1);
    client.put("k", "v");
    assertEquals("OK", client.text(), "only the drained node can have acknowledged it");
    cluster.isolate(successor);
    cluster.run(2000);
    assertNotEquals(Role.LEADER, leader.kernel.view(1).role());
    assertEquals(1, leader.traced("DRAINED"));
  }

  @Test
  void whatWasForwardedKeepsANodeFromBeingDrained() {
    MiniServer follower = cluster.follower(1);
    MiniClient client = MiniClient.forwarding(cluster, follower, 1);
    cluster.isolate(leader);
    client.put("k", "v");
    follower.kernel.admin(cluster.now, AdminOrder.DRAIN);
    cluster.run(5);
    assertEquals(0, follower.traced("DRAINED"));
    cluster.disconnect(leader.node, follower.node);
    cluster.run(1);
    assertEquals(1, follower.traced("DRAINED"));
    client.text();
  }

  @Test
  void aNodeThatStopsRefusesWhatIsForwardedToIt() {
    MiniClient client = MiniClient.forwarding(cluster, cluster.follower(1), 1);
    MiniClient own = new MiniClient(cluster, leader, 1);
    cluster.fate = (sender, receiver, frame) -> receiver == leader.node ? 0 : 1;
    own.put("k", "v"); // keeps it from stepping down at once
    cluster.run(2);
    leader.kernel.admin(cluster.now, AdminOrder.DRAIN);
    cluster.fate = (sender, receiver, frame) -> 1;
    client.put("k", "w");
    assertEquals(STOPPING, client.text());
  }

  @Test
  void anOrderToStopThatComesDuringRecoveryHolds() {
    MiniServer server = cluster.server(1);
    server.diskHeld = true;
    server.boot();
    server.kernel.admin(cluster.now, AdminOrder.DRAIN);
    cluster.run(5);
    MiniClient client = new MiniClient(cluster, server, 1);
    client.get("k");
    assertEquals(STOPPING, client.text());
    server.diskHeld = false;
    cluster.await(() -> server.traced("DRAINED") == 1, "drained");
    assertEquals(NodeState.STOPPING, server.kernel.state());
  }
}
