package io.apexkv.runtime.net;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.Layout;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A node's port and all its connections. A batch of the event loop calls {@link #receive}, {@link
 * #deliver} and, after the kernel's flush, {@link #transmit}; only {@link #wake} may be called from
 * another thread.
 */
public final class Transport implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Transport.class);
  private static final int ACCEPTS_AT_ONCE = 64;
  private static final int GATHERED = 16;

  private final Selector selector;
  private final ServerSocketChannel listener;
  private final SelectionKey acceptKey;
  private final NetBounds bounds;
  private final long sweepNanos;
  private final BufferPool clientBuffers;
  private final BufferPool peerBuffers;
  private final Clients clients;
  private final Peers peers;
  private final Consumer<SelectionKey> onReady = this::onReady;
  private final @Nullable ByteBuffer[] scratch = new @Nullable ByteBuffer[GATHERED];

  private List<Link> toDeliver = new ArrayList<>();
  private List<Link> delivering = new ArrayList<>();
  private List<Link> toWrite = new ArrayList<>();
  private List<Link> writing = new ArrayList<>();

  /** The loop is in the selector or about to be; whoever has something for it must wake it. */
  private volatile boolean sleeping;

  private long nowNanos;
  private long sweepAtNanos;

  /**
   * @param listener bound to the node's port
   * @param layout what other servers have to agree with
   * @param nowNanos the loop's clock
   */
  public Transport(
      ServerSocketChannel listener,
      NetBounds bounds,
      ClusterId cluster,
      int node,
      List<Member> members,
      Layout layout,
      long nowNanos)
      throws IOException {
    this.listener = listener;
    this.bounds = bounds;
    this.nowNanos = nowNanos;
    this.sweepNanos = bounds.sweepNanos();
    this.sweepAtNanos = nowNanos + sweepNanos;
    this.selector = Selector.open();
    this.clientBuffers = new BufferPool(bounds.clientBufferBytes());
    // Each peer may have a full credit and its greeting queued, and a largest frame coming in;
    // twice,
    // since a second connection may come before the first one's end was noticed.
    this.peerBuffers =
        new BufferPool(
            2L * members.size() * (bounds.peerCreditBytes() + 3L * BufferPool.LARGEST_BYTES));
    this.clients = new Clients(this, bounds, node);
    this.peers = new Peers(this, bounds, cluster, node, members, layout);
    listener.configureBlocking(false);
    this.acceptKey = listener.register(selector, SelectionKey.OP_ACCEPT);
  }

  /**
   * Waits until something is ready or the time is over, and reads everything that is ready.
   *
   * @param deadlineNanos on the loop's clock, when to return at the latest
   * @param otherWork asked last before it sleeps: true if there is something else to do
   */
  public void receive(long deadlineNanos, long clockNanos, BooleanSupplier otherWork)
      throws IOException {
    long wait = Math.min(deadlineNanos - clockNanos, sweepAtNanos - clockNanos);
    wait = Math.min(wait, peers.nextDialNanos(clockNanos));
    if (wait <= 0 || !toDeliver.isEmpty() || !toWrite.isEmpty() || peers.owesCredit()) {
      selector.selectNow(onReady);
      return;
    }
    sleeping = true;
    // Looked at after the flag is up: whoever had something before that may not have seen it.
    if (otherWork.getAsBoolean()) {
      selector.selectNow(onReady);
    } else {
      selector.select(onReady, (wait + 999_999) / 1_000_000);
    }
    sleeping = false;
  }

  /** Ends the loop's sleep, or lets it not begin; from any thread, after the news is visible. */
  public void wake() {
    VarHandle.fullFence();
    if (sleeping) {
      selector.wakeup();
    }
  }

  /** Hands over what was read. */
  public void deliver(Inputs kernel, long now) {
    nowNanos = now;
    peers.returnCredit(kernel, now);
    List<Link> links = toDeliver;
    toDeliver = delivering;
    delivering = links;
    for (int i = 0; i < links.size(); i++) {
      links.get(i).deliver(kernel, now);
    }
    links.clear();
  }

  /** Writes what the flush has queued, then sees to peers and patience. */
  public void transmit(Inputs kernel) {
    peers.dial(kernel, nowNanos);
    if (nowNanos - sweepAtNanos >= 0) {
      sweep();
    }
    List<Link> links = toWrite;
    toWrite = writing;
    writing = links;
    for (int i = 0; i < links.size(); i++) {
      links.get(i).write(scratch, nowNanos);
    }
    links.clear();
  }

  /** Effect: frames for a peer. */
  public void send(int peer, ByteBuffer frames, int offset, int length) {
    peers.send(peer, frames, offset, length, nowNanos);
  }

  /** Effect: an answer for a client; lost if its connection is gone. */
  public void reply(long connection, ByteBuffer frame, int offset, int length) {
    Client client = clients.get(connection);
    if (client != null) {
      client.reply(frame, offset, length);
    }
  }

  /** Effect. */
  public void pauseReading(long connection) {
    Client client = clients.get(connection);
    if (client != null) {
      client.pause();
    }
  }

  /** Effect. */
  public void resumeReading(long connection) {
    Client client = clients.get(connection);
    if (client != null) {
      client.resume();
    }
  }

  /** Effect. */
  public void closeConnection(long connection) {
    Client client = clients.get(connection);
    if (client != null) {
      client.closeWhenWritten(nowNanos);
    }
  }

  /** Accepts nobody any more; who is connected stays. */
  public void stopAccepting() throws IOException {
    acceptKey.cancel();
    listener.close();
  }

  /** True if everything that clients were answered was given to their sockets. */
  public boolean isWritten() {
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof Link link
          && link.role() instanceof Client
          && link.pendingBytes() > 0) {
        return false;
      }
    }
    return true;
  }

  /** Client connections that are open. */
  public int clientConnections() {
    return clients.count();
  }

  long nowNanos() {
    return nowNanos;
  }

  BufferPool peerBuffers() {
    return peerBuffers;
  }

  void deliverLater(Link link) {
    if (!link.queuedToDeliver) {
      link.queuedToDeliver = true;
      toDeliver.add(link);
    }
  }

  void writeLater(Link link) {
    if (!link.queuedToWrite) {
      link.queuedToWrite = true;
      toWrite.add(link);
    }
  }

  /** Begins a connection; null if it can't even begin. */
  @Nullable
  Link connect(PeerAddress address) {
    InetSocketAddress to = address.current();
    if (to == null) {
      return null;
    }
    try {
      SocketChannel channel = SocketChannel.open();
      try {
        channel.configureBlocking(false);
        SocketOptions.ofPeer(channel);
        channel.connect(to);
        return register(channel, SelectionKey.OP_CONNECT, peerBuffers);
      } catch (IOException refused) {
        channel.close();
        return null;
      }
    } catch (IOException noSocket) {
      return null;
    }
  }

  private Link register(SocketChannel channel, int interest, BufferPool pool) throws IOException {
    SelectionKey key = channel.register(selector, interest);
    Link link = new Link(this, channel, key, pool, nowNanos);
    key.attach(link);
    return link;
  }

  private void onReady(SelectionKey key) {
    if (!(key.attachment() instanceof Link link)) {
      accept();
      return;
    }
    if (key.isValid() && key.isConnectable()) {
      finishConnecting(link);
    }
    if (key.isValid() && key.isReadable()) {
      link.read();
    }
    if (key.isValid() && key.isWritable()) {
      writeLater(link);
    }
  }

  private void finishConnecting(Link link) {
    try {
      if (link.channel.finishConnect() && link.role() instanceof PeerLink role) {
        role.connected(nowNanos);
      }
    } catch (IOException refused) {
      link.fail(String.valueOf(refused.getMessage()));
    }
    link.updateInterest();
  }

  private void accept() {
    for (int i = 0; i < ACCEPTS_AT_ONCE; i++) {
      try {
        SocketChannel channel = listener.accept();
        if (channel == null) {
          return;
        }
        welcome(channel);
      } catch (IOException noMoreFiles) {
        LOG.warn("accepting a connection failed, pausing: {}", noMoreFiles.toString());
        acceptKey.interestOps(0); // else this would be tried without end; the next sweep resumes
        return;
      }
    }
  }

  private void welcome(SocketChannel channel) throws IOException {
    try {
      channel.configureBlocking(false);
      SocketOptions.ofNewcomer(channel);
      Link link = register(channel, SelectionKey.OP_READ, clientBuffers);
      link.become(new Newcomer(link, clients, peers, bounds, nowNanos));
    } catch (IOException gone) {
      channel.close();
    }
  }

  private void sweep() {
    sweepAtNanos = nowNanos + sweepNanos;
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof Link link && !link.isClosed()) {
        link.role().sweep(nowNanos);
        link.updateInterest();
      }
    }
    if (acceptKey.isValid()) {
      acceptKey.interestOps(SelectionKey.OP_ACCEPT);
    }
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      if (key.attachment() instanceof Link link) {
        link.close();
      }
    }
    listener.close();
    selector.close();
  }
}
