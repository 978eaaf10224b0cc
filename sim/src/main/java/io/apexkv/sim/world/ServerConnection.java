package io.apexkv.sim.world;

import io.apexkv.sim.network.ClientConnection;
import java.util.ArrayDeque;

/** A client's connection as its server process sees it. */
final class ServerConnection {

  final ClientConnection connection;

  /** Requests that have come and were not delivered to the kernel; the inbox holds a token each. */
  final ArrayDeque<byte[]> requests = new ArrayDeque<>();

  /** The kernel asked not to hear requests for now. */
  boolean paused;

  /** Tokens taken from the inbox while paused. */
  int heldTokens;

  ServerConnection(ClientConnection connection) {
    this.connection = connection;
  }
}
