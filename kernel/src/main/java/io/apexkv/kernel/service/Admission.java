package io.apexkv.kernel.service;

import io.apexkv.kernel.Limits;
import io.apexkv.kernel.base.LongMap;
import io.apexkv.kernel.base.Nullable;

/**
 * Bounds what is pending: bytes of requests admitted and not answered, on the node and on each
 * connection. A node at its bound refuses; a connection at its own is not read from until half of
 * it is answered.
 */
final class Admission {

  private final LongMap<Connection> connections = new LongMap<>();
  private final Limits limits;
  private final ReplyQueue replies;
  private long pendingBytes;
  private long pendingRequests;

  Admission(Limits limits, ReplyQueue replies) {
    this.limits = limits;
    this.replies = replies;
  }

  void opened(long connection) {
    connections.put(connection, new Connection(connection));
  }

  void closed(long connection) {
    connections.remove(connection);
  }

  /** The connection, or null if it is closed. Requests from a peer have one too, never closed. */
  @Nullable
  Connection connection(Request request) {
    Connection connection = connections.get(request.origin);
    if (connection == null && request.forwarded()) {
      connection = new Connection(request.origin);
      connections.put(request.origin, connection);
    }
    return connection;
  }

  /** Whether the node has room for a request of so many bytes. */
  boolean hasRoom(int bytes) {
    return pendingBytes + bytes <= limits.pendingBytes();
  }

  long pendingBytes() {
    return pendingBytes;
  }

  boolean isIdle() {
    return pendingRequests == 0;
  }

  /** Counts a request in; it must be {@link #finish}ed once. */
  void admit(Request request) {
    pendingBytes += request.bytes;
    pendingRequests++;
    Connection connection = connections.get(request.origin);
    if (connection != null) {
      connection.pendingBytes += request.bytes;
      if (!connection.paused
          && !request.forwarded()
          && connection.pendingBytes > limits.connectionBytes()) {
        connection.paused = true;
        replies.pause(connection.id);
      }
    }
  }

  /** Counts a request out: its answer is on its way. */
  void finish(Request request) {
    pendingBytes -= request.bytes;
    pendingRequests--;
    Connection connection = connections.get(request.origin);
    if (connection != null) {
      connection.pendingBytes -= request.bytes;
      if (connection.paused && connection.pendingBytes <= limits.connectionBytes() / 2) {
        connection.paused = false;
        replies.resume(connection.id);
      }
    }
  }
}
