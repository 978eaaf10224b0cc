package io.apexkv.sim.network;

import io.apexkv.sim.event.Event;

/** One TCP connection from a client to a node, from the attempt to its end. */
public final class ClientConnection {

  final ClientNetwork network;
  final int client;
  final int node;
  final ClientPort port;

  /** Identifies the connection's luck: it counts the connections of a client. */
  final long number;

  /** The node's number for it, once accepted. */
  long id;

  boolean clientOpen;
  boolean serverOpen;

  /** A frame was lost: nothing that was sent later arrives either, and both sides hear of it. */
  boolean broken;

  long lastAtServerNanos;
  long lastAtClientNanos;
  long frames;

  ClientConnection(ClientNetwork network, int client, int node, long number, ClientPort port) {
    this.network = network;
    this.client = client;
    this.node = node;
    this.number = number;
    this.port = port;
  }

  /** The node at the other end. */
  public int node() {
    return node;
  }

  /** The node's number of this connection. */
  public long id() {
    return id;
  }

  /** What happens to a connection. */
  enum Step {
    ACCEPT,
    CONNECTED,
    REQUEST,
    REPLY,
    CLIENT_LOSES,
    SERVER_LOSES
  }

  /** A step on its way. */
  static final class Travel extends Event {
    static final byte[] NOTHING = {};

    final ClientConnection connection;
    final Step step;
    final byte[] frame;

    Travel(ClientConnection connection, Step step, byte[] frame) {
      this.connection = connection;
      this.step = step;
      this.frame = frame;
    }

    @Override
    protected void happen() {
      connection.network.arrive(this);
    }
  }
}
