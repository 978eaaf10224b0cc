package io.apexkv.runtime.net;

import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.base.LongMap;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientFrame;
import io.apexkv.kernel.wire.ErrorWord;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All client connections, by the id that the kernel knows them by. */
final class Clients {

  private static final Logger LOG = LoggerFactory.getLogger(Clients.class);
  private static final int LONGEST_ERROR_BYTES = 1024;

  private final LongMap<Client> byId = new LongMap<>();
  private final Transport transport;
  private final NetBounds bounds;
  private final int node;
  private final ByteBuffer errorFrame = ByteBuffer.allocate(LONGEST_ERROR_BYTES);
  private long lastId;

  Clients(Transport transport, NetBounds bounds, int node) {
    this.transport = transport;
    this.bounds = bounds;
    this.node = node;
  }

  /** Makes a client of a newcomer, unless there are too many. */
  void admit(Link link, Inputs kernel, long nowNanos) {
    if (byId.size() == bounds.connections()) {
      refuse(
          link,
          ErrorWord.BUSY,
          "this node has its " + bounds.connections() + " client connections; try another",
          nowNanos);
      return;
    }
    Client client = new Client(++lastId, link, this, bounds);
    byId.put(client.id, client);
    link.become(client);
    kernel.connectionOpened(nowNanos, client.id);
    client.deliver(kernel, nowNanos);
  }

  /** Answers a connection that is no client with one ERROR frame, and closes it. */
  void refuse(Link link, ErrorWord word, String sentence, long nowNanos) {
    LOG.atInfo()
        .addKeyValue("remote", link.remote())
        .log("refused a connection: {}: {}", word, sentence);
    sendError(link, word, sentence, 0);
    Lingering.begin(link, bounds, nowNanos);
  }

  void sendError(Link link, ErrorWord word, String sentence, int sequence) {
    int length =
        ClientFrame.text(errorFrame, 0, ClientAnswer.ERROR, node, sequence, word + ": " + sentence);
    link.send(errorFrame, 0, length);
  }

  /** A client's connection ends before its time. */
  void logFailure(Link link, String reason) {
    LOG.atInfo()
        .addKeyValue("remote", link.remote())
        .log("closed a client's connection: {}", reason);
  }

  /** Forgets a client that closes, and tells the kernel. */
  void gone(Client client, Inputs kernel, long nowNanos) {
    byId.remove(client.id);
    kernel.connectionClosed(nowNanos, client.id);
  }

  void deliverLater(Link link) {
    transport.deliverLater(link);
  }

  /** The client with this id, or null if its connection is gone. */
  @Nullable
  Client get(long id) {
    return byId.get(id);
  }

  int count() {
    return byId.size();
  }
}
