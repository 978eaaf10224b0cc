package io.apexkv.sim.network;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.event.EventQueue;
import io.apexkv.sim.event.Luck;
import io.apexkv.sim.event.Purpose;
import io.apexkv.sim.network.ClientConnection.Step;
import io.apexkv.sim.network.ClientConnection.Travel;
import io.apexkv.sim.plan.FaultKind;
import io.apexkv.sim.plan.Shapes;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients' connections. They are TCP: frames arrive in order, once each, until the connection ends.
 * A frame that meets a partition breaks its connection, which both ends hear some time later.
 */
public final class ClientNetwork {

  private static final long MILLI = 1_000_000L;

  private final EventQueue queue;
  private final Luck luck;
  private final Shapes shapes;
  private final Reach reach;
  private final Noise noise;
  private final LossPattern pattern;
  private final ServerPort[] servers;
  private final long[] connections = new long[16];
  private final List<ClientConnection> open = new ArrayList<>();
  private @Nullable FrameListener listener;

  /**
   * @param servers the nodes: node n at n - 1
   */
  public ClientNetwork(
      EventQueue queue, Luck luck, Shapes shapes, Reach reach, Noise noise, ServerPort[] servers) {
    this.queue = queue;
    this.luck = luck;
    this.shapes = shapes;
    this.reach = reach;
    this.noise = noise;
    this.pattern = new LossPattern(luck, shapes.loss());
    this.servers = servers.clone();
  }

  /** Lets somebody hear of clients' frames. */
  public void listen(FrameListener newListener) {
    listener = newListener;
  }

  /** A client tries to connect; it will hear {@code connected} or {@code disconnected}. */
  public ClientConnection connect(int client, int node, ClientPort port) {
    ClientConnection connection =
        new ClientConnection(this, client, node, connections[client]++, port);
    connection.clientOpen = true;
    if (connects(connection)) {
      travel(connection, Step.ACCEPT, Travel.NOTHING, queue.nowNanos());
    } else {
      lose(connection, 500 * MILLI);
    }
    return connection;
  }

  /** A client sends one whole frame. */
  public void request(ClientConnection connection, byte[] frame) {
    if (connection.clientOpen) {
      FrameListener hears = listener;
      if (hears != null) {
        hears.requestSent(connection.client, connection.node);
      }
      travel(connection, Step.REQUEST, frame, queue.nowNanos());
    }
  }

  /** A client closes its end; it hears nothing more. */
  public void closeFromClient(ClientConnection connection) {
    connection.clientOpen = false;
    travel(connection, Step.SERVER_LOSES, Travel.NOTHING, queue.nowNanos());
  }

  /** A node answers with one whole frame. */
  public void reply(ClientConnection connection, byte[] frame, long startNanos) {
    if (connection.serverOpen) {
      travel(connection, Step.REPLY, frame, startNanos);
    }
  }

  /** A node closes a connection once its replies have left. */
  public void closeFromServer(ClientConnection connection, long startNanos) {
    serverEnds(connection);
    travel(connection, Step.CLIENT_LOSES, Travel.NOTHING, startNanos);
  }

  /** A node's process has ended; its clients hear it in their time. */
  public void processEnded(int node) {
    for (int i = open.size() - 1; i >= 0; i--) {
      ClientConnection connection = open.get(i);
      if (connection.node == node) {
        open.remove(i); // replies that are on their way still arrive until the client hears of it
        connection.serverOpen = false;
        clientLoses(connection, 20 * MILLI);
      }
    }
  }

  /** Resets every connection of a node. */
  public void resetAll(int node) {
    resetAll(node, -1);
  }

  /** Resets the connections of some clients to a node, a bit each. */
  public void resetAll(int node, int clients) {
    for (int i = open.size() - 1; i >= 0; i--) {
      ClientConnection connection = open.get(i);
      if (connection.node == node && (clients & 1 << connection.client) != 0) {
        lose(connection, 2 * MILLI);
      }
    }
  }

  void arrive(Travel travel) {
    ClientConnection connection = travel.connection;
    ServerPort server = servers[connection.node - 1];
    switch (travel.step) {
      case ACCEPT -> {
        if (connection.broken || !server.listens() || !connects(connection)) {
          lose(connection, 2 * MILLI);
          return;
        }
        connection.serverOpen = true;
        open.add(connection);
        connection.id = server.nextConnection();
        server.connectionOpened(connection);
        travel(connection, Step.CONNECTED, Travel.NOTHING, queue.nowNanos());
      }
      case CONNECTED -> {
        if (connection.clientOpen && arrives(connection, false)) {
          connection.port.connected(connection);
        }
      }
      case REQUEST -> {
        if (connection.serverOpen && arrives(connection, true)) {
          server.request(connection, travel.frame);
        }
      }
      case REPLY -> {
        if (connection.clientOpen && arrives(connection, false)) {
          FrameListener hears = listener;
          if (hears != null) {
            hears.answerArrived(connection.client, connection.node);
          }
          connection.port.received(connection, travel.frame);
        }
      }
      case CLIENT_LOSES -> {
        if (connection.clientOpen) {
          connection.clientOpen = false;
          connection.port.disconnected(connection);
        }
      }
      case SERVER_LOSES -> {
        if (connection.serverOpen) {
          serverEnds(connection);
          server.connectionClosed(connection);
        }
      }
    }
  }

  private boolean arrives(ClientConnection connection, boolean atServer) {
    if (connection.broken) {
      return false;
    }
    int client = Reach.client(connection.client);
    int node = Reach.node(connection.node);
    boolean passes = atServer ? reach.passes(client, node) : reach.passes(node, client);
    if (!passes) {
      lose(connection, 500 * MILLI);
    }
    return passes;
  }

  private boolean connects(ClientConnection connection) {
    return reach.connects(Reach.client(connection.client), Reach.node(connection.node));
  }

  /** The connection is of no use any more; each end hears it within a time. */
  private void lose(ClientConnection connection, long withinNanos) {
    if (connection.broken) {
      return;
    }
    connection.broken = true;
    clientLoses(connection, withinNanos);
    queue.after(
        endDelay(connection, withinNanos, 1),
        new Travel(connection, Step.SERVER_LOSES, Travel.NOTHING));
  }

  private void clientLoses(ClientConnection connection, long withinNanos) {
    queue.after(
        endDelay(connection, withinNanos, 0),
        new Travel(connection, Step.CLIENT_LOSES, Travel.NOTHING));
  }

  private long endDelay(ClientConnection connection, long withinNanos, int end) {
    return luck.below(withinNanos, Purpose.CONNECT, path(connection), connection.number, end);
  }

  private void serverEnds(ClientConnection connection) {
    connection.serverOpen = false;
    open.remove(connection);
  }

  private static long path(ClientConnection connection) {
    return (long) Reach.client(connection.client) << 8 | connection.node;
  }

  private void travel(ClientConnection connection, Step step, byte[] frame, long startNanos) {
    boolean toServer = step == Step.ACCEPT || step == Step.REQUEST || step == Step.SERVER_LOSES;
    long path = path(connection);
    long identity = connection.number << 32 | connection.frames++;
    long nanos = shapes.clientLink().nanos(luck.draw(Purpose.TRAVEL, path, identity, 0));
    if (!noise.isSilent() && isSlowed(connection, path, identity)) {
      noise.count(FaultKind.DELAY);
      nanos += luck.below(100 * MILLI, Purpose.SLOW, path, identity, 1);
    }
    long arrival = startNanos + nanos;
    if (toServer) {
      arrival = Math.max(arrival, connection.lastAtServerNanos);
      connection.lastAtServerNanos = arrival;
    } else {
      arrival = Math.max(arrival, connection.lastAtClientNanos);
      connection.lastAtClientNanos = arrival;
    }
    queue.at(arrival, new Travel(connection, step, frame));
  }

  private boolean isSlowed(ClientConnection connection, long path, long identity) {
    int rate = noise.perMillion(FaultKind.DELAY, connection.node, 0);
    int here = pattern.perMillion(rate, path, queue.nowNanos());
    return luck.chance(here, Purpose.SLOW, path, identity, 0);
  }
}
