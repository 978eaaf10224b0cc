package io.apexkv.sim.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.event.EventQueue;
import io.apexkv.sim.event.Luck;
import io.apexkv.sim.plan.Fault;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.LossShape;
import io.apexkv.sim.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientNetworkTest {

  private static final long SECOND = 1_000_000_000L;

  private final EventQueue queue = new EventQueue();
  private final Reach reach = new Reach();
  private final Noise noise = new Noise();
  private final Server server = new Server();
  private final Client client = new Client();
  private final ClientNetwork network =
      new ClientNetwork(
          queue,
          new Luck(3),
          Planner.plan(5).shapes().withLoss(LossShape.EVEN),
          reach,
          noise,
          new ServerPort[] {server});

  private static final class Server implements ServerPort {
    final List<String> heard = new ArrayList<>();
    final List<ClientConnection> connections = new ArrayList<>();
    boolean listens = true;
    long connectionsSoFar;

    @Override
    public boolean listens() {
      return listens;
    }

    @Override
    public long nextConnection() {
      return ++connectionsSoFar;
    }

    @Override
    public void connectionOpened(ClientConnection connection) {
      heard.add("opened " + connection.id());
      connections.add(connection);
    }

    @Override
    public void connectionClosed(ClientConnection connection) {
      heard.add("closed " + connection.id());
    }

    @Override
    public void request(ClientConnection connection, byte[] frame) {
      heard.add("request " + frame[0]);
    }
  }

  private static final class Client implements ClientPort {
    final List<String> heard = new ArrayList<>();

    @Override
    public void connected(ClientConnection connection) {
      heard.add("connected");
    }

    @Override
    public void disconnected(ClientConnection connection) {
      heard.add("disconnected");
    }

    @Override
    public void received(ClientConnection connection, byte[] frame) {
      heard.add("received " + frame[0]);
    }
  }

  private ClientConnection connect() {
    ClientConnection connection = network.connect(0, 1, client);
    pass();
    return connection;
  }

  private void pass() {
    queue.runUntil(queue.nowNanos() + SECOND);
  }

  private static byte[] frame(int number) {
    return new byte[] {(byte) number};
  }

  @Test
  void aClientConnectsAsksAndIsAnswered() {
    ClientConnection connection = connect();
    network.request(connection, frame(1));
    pass();
    network.reply(connection, frame(2), queue.nowNanos());
    pass();
    assertEquals(List.of("opened 1", "request 1"), server.heard);
    assertEquals(List.of("connected", "received 2"), client.heard);
  }

  @Test
  void requestsStayInOrderHoweverSlowTheNetwork() {
    noise.begin(new Fault(FaultKind.DELAY, 0, 0, 1, 0, 0, 500_000));
    ClientConnection connection = connect();
    for (int i = 1; i <= 100; i++) {
      network.request(connection, frame(i));
    }
    pass();
    for (int i = 1; i <= 100; i++) {
      assertEquals("request " + i, server.heard.get(i));
    }
    assertTrue(noise.struck(FaultKind.DELAY) > 10);
  }

  @Test
  void aNodeWithoutAProcessRefuses() {
    server.listens = false;
    connect();
    assertEquals(List.of("disconnected"), client.heard);
    assertEquals(List.of(), server.heard);
  }

  @Test
  void behindAPartitionNobodyConnects() {
    reach.cut(Reach.node(1), Reach.client(0));
    connect();
    assertEquals(List.of("disconnected"), client.heard);
    assertEquals(List.of(), server.heard);
  }

  @Test
  void aFrameThatMeetsAPartitionBreaksItsConnectionAtBothEnds() {
    ClientConnection connection = connect();
    reach.cut(Reach.client(0), Reach.node(1));
    network.request(connection, frame(1));
    pass();
    reach.mend(Reach.client(0), Reach.node(1));
    network.request(connection, frame(2));
    pass();
    assertEquals(List.of("opened 1", "closed 1"), server.heard);
    assertEquals(List.of("connected", "disconnected"), client.heard);
  }

  @Test
  void whenAProcessEndsItsClientsHearOfItAndItDoesNot() {
    connect();
    network.processEnded(1);
    pass();
    assertEquals(List.of("opened 1"), server.heard);
    assertEquals(List.of("connected", "disconnected"), client.heard);
  }

  @Test
  void aServerThatClosesLetsItsRepliesPassFirst() {
    ClientConnection connection = connect();
    network.reply(connection, frame(9), queue.nowNanos());
    network.closeFromServer(connection, queue.nowNanos());
    network.reply(connection, frame(10), queue.nowNanos());
    pass();
    assertEquals(List.of("connected", "received 9", "disconnected"), client.heard);
  }

  @Test
  void aClientThatClosesHearsNothingMore() {
    ClientConnection connection = connect();
    network.closeFromClient(connection);
    network.reply(connection, frame(9), queue.nowNanos());
    pass();
    assertEquals(List.of("connected"), client.heard);
    assertEquals(List.of("opened 1", "closed 1"), server.heard);
  }

  @Test
  void aResetEndsEveryConnection() {
    connect();
    network.resetAll(1);
    pass();
    assertEquals(List.of("connected", "disconnected"), client.heard);
    assertEquals(List.of("opened 1", "closed 1"), server.heard);
  }

  @Test
  void aResetOfSomeClientsLeavesTheOthersAlone() {
    ClientConnection connection = connect();
    network.resetAll(1, ~(1 << connection.client));
    pass();
    assertEquals(List.of("connected"), client.heard);
    network.resetAll(1, 1 << connection.client);
    pass();
    assertEquals(List.of("connected", "disconnected"), client.heard);
  }
}
