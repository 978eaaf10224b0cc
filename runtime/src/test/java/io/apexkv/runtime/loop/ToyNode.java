package io.apexkv.runtime.loop;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.FileId;
import io.apexkv.kernel.Inputs;
import io.apexkv.kernel.Member;
import io.apexkv.kernel.wire.Layout;
import io.apexkv.runtime.disk.Disk;
import io.apexkv.runtime.net.NetBounds;
import io.apexkv.runtime.net.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node with a {@link ToyKernel} and no disk, on a port of 127.0.0.1. */
final class ToyNode implements AutoCloseable {

  static final ClusterId CLUSTER = new ClusterId(0xAB, 0xCD);

  static final NetBounds BOUNDS = NetBounds.DEFAULT;

  /** Bounds in time that tests reach soon. */
  static final NetBounds IMPATIENT =
      NetBounds.DEFAULT.withPatience(400_000_000, 400_000_000, 400_000_000);

  /**
   * The same, but whoever connects may take its time to say what it is: a test on a busy machine
   * may be kept from it for longer than 400 ms.
   */
  static final NetBounds PATIENT_UNTIL_GREETED =
      NetBounds.DEFAULT.withPatience(400_000_000, BOUNDS.handshakeNanos(), 400_000_000);

  final ToyKernel kernel = new ToyKernel();
  final int port;
  private final EventLoop loop;
  private final CompletableFuture<Ending> ending = new CompletableFuture<>();

  ToyNode(int node, List<Member> members, ServerSocketChannel listener, NetBounds bounds)
      throws IOException {
    this(node, members, listener, bounds, Clock.SYSTEM);
  }

  ToyNode(
      int node, List<Member> members, ServerSocketChannel listener, NetBounds bounds, Clock clock)
      throws IOException {
    port = ((InetSocketAddress) listener.getLocalAddress()).getPort();
    int[] nodes = members.stream().mapToInt(Member::node).toArray();
    Layout layout = new Layout(64, 1, nodes);
    Transport transport =
        new Transport(listener, bounds, CLUSTER, node, members, layout, clock.nowNanos());
    Disk disk = new NoDisk();
    RuntimeHost host = new RuntimeHost(transport, disk, (event, group, first, second) -> {});
    kernel.on(host);
    loop = new EventLoop(kernel, host, transport, disk, clock, TimeUnit.SECONDS.toNanos(1));
    Thread thread = new Thread(() -> ending.complete(loop.run()), "node-" + node);
    thread.setDaemon(true);
    thread.start();
  }

  /** Node 1, alone. */
  static ToyNode alone(NetBounds bounds) throws IOException {
    ServerSocketChannel listener = listen();
    return new ToyNode(1, List.of(member(1, listener)), listener, bounds);
  }

  static ServerSocketChannel listen() throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  static Member member(int node, ServerSocketChannel listener) throws IOException {
    return new Member(
        node, "127.0.0.1:" + ((InetSocketAddress) listener.getLocalAddress()).getPort());
  }

  /** A port where nobody listens. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  void stop() {
    loop.stop();
  }

  Ending awaitEnding() throws InterruptedException, ExecutionException, TimeoutException {
    return ending.get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    loop.stop();
    awaitEnding();
  }

  /** For kernels that use none. */
  private static final class NoDisk implements Disk {
    @Override
    public void create(long ticket, FileId file, long sizeBytes) {}

    @Override
    public void write(
        long ticket,
        FileId file,
        long fileOffset,
        ByteBuffer buffer,
        int offset,
        int length,
        boolean durable) {}

    @Override
    public void read(
        long ticket, FileId file, long fileOffset, ByteBuffer buffer, int offset, int length) {}

    @Override
    public void sync(long ticket, FileId file) {}

    @Override
    public void delete(long ticket, FileId file) {}

    @Override
    public void list(long ticket, ByteBuffer buffer, int offset, int length) {}

    @Override
    public void begin() {}

    @Override
    public boolean hasCompletions() {
      return false;
    }

    @Override
    public void complete(Inputs kernel, long nowNanos) {}

    @Override
    public void close() {}

    @Override
    public boolean mayStillWrite() {
      return false;
    }
  }
}
