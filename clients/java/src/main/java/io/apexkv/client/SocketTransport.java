package io.apexkv.client;

import io.apexkv.client.core.Address;
import io.apexkv.client.core.Transport;
import io.apexkv.kernel.base.LongMap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/** Connections over NIO. Used by the event loop's thread alone. */
final class SocketTransport implements Transport {

  /** Where events go; also runs actions later, on the event loop's thread. */
  interface Events extends SocketConnection.Frames {
    void connected(long connection);

    void disconnected(long connection, String reason);

    /** Runs an action on the event loop's thread; may be called on any. */
    void later(Runnable action);
  }

  private final Selector selector;
  private final Events events;
  private final LongMap<SocketConnection> connections = new LongMap<>();

  /** Connections whose host's name is being looked up. */
  private final LongMap<String> resolving = new LongMap<>();

  private final List<SocketConnection> flushing = new ArrayList<>();

  SocketTransport(Selector selector, Events events) {
    this.selector = selector;
    this.events = events;
  }

  /** Looking a name up may take seconds, so a thread of its own does it. */
  @Override
  public void connect(long connection, String address) {
    Address parsed = Address.parse(address);
    resolving.put(connection, address);
    try {
      InetAddress literal = InetAddress.ofLiteral(parsed.host());
      events.later(() -> open(connection, new InetSocketAddress(literal, parsed.port())));
    } catch (IllegalArgumentException name) {
      Thread.ofVirtual().start(() -> resolve(connection, parsed));
    }
  }

  private void resolve(long connection, Address address) {
    try {
      InetAddress host = InetAddress.getByName(address.host());
      events.later(() -> open(connection, new InetSocketAddress(host, address.port())));
    } catch (UnknownHostException e) {
      events.later(
          () -> {
            if (resolving.remove(connection) != null) {
              events.disconnected(connection, "unknown host");
            }
          });
    }
  }

  private void open(long number, InetSocketAddress address) {
    if (resolving.remove(number) == null) {
      return; // closed meanwhile
    }
    try {
      SocketConnection connection = new SocketConnection(number, address, selector);
      connections.put(number, connection);
      if (connection.isConnected()) {
        connected(connection);
      }
    } catch (IOException e) {
      events.disconnected(number, reason(e));
    }
  }

  private void connected(SocketConnection connection) throws IOException {
    if (connection.finishConnect()) {
      events.connected(connection.number);
    }
  }

  @Override
  public void send(long number, ByteBuffer buffer, int offset, int length) {
    SocketConnection connection = connections.get(number);
    if (connection != null) {
      connection.add(buffer, offset, length);
      if (!connection.flushing) {
        connection.flushing = true;
        flushing.add(connection);
      }
    }
  }

  @Override
  public void close(long number) {
    resolving.remove(number);
    SocketConnection connection = connections.remove(number);
    if (connection != null) {
      connection.close();
    }
  }

  /** Sends what was added since the last time: many frames with one system call. */
  void flush() {
    for (int i = 0; i < flushing.size(); i++) { // losing one may add to others
      SocketConnection connection = flushing.get(i);
      connection.flushing = false;
      try {
        connection.flush();
      } catch (IOException e) {
        lose(connection, e);
      }
    }
    flushing.clear();
  }

  boolean hasBacklog() {
    for (int entry = connections.first(); entry >= 0; entry = connections.next(entry)) {
      if (connections.valueAt(entry).hasBacklog()) {
        return true;
      }
    }
    return false;
  }

  /** Does what a selected key is ready for. */
  void ready(SelectionKey key) {
    SocketConnection connection = (SocketConnection) key.attachment();
    try {
      if (key.isValid() && key.isConnectable()) {
        connected(connection);
      }
      if (key.isValid() && key.isReadable()) {
        connection.read(events);
      }
      if (key.isValid() && key.isWritable()) {
        connection.flush();
      }
    } catch (IOException e) {
      lose(connection, e);
    }
  }

  private void lose(SocketConnection connection, IOException why) {
    if (connections.remove(connection.number) != null) {
      connection.close();
      events.disconnected(connection.number, reason(why));
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
