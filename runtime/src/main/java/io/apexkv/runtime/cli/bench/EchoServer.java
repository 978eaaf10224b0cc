package io.apexkv.runtime.cli.bench;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientCommand;
import io.apexkv.kernel.wire.ClientFrame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A server that knows nothing and answers at once: OK to a PUT, and to a GET a value that begins
 * with the key, in frames as long as a node's. What remains is what sockets and frames cost: the
 * floor under every server of this protocol. It runs in a process of its own.
 */
final class EchoServer {

  /** Two a connection: 10,000 connections, the most of a load, take 1.3 GB. */
  private static final int BUFFER_BYTES = 64 << 10;

  private final int valueBytes;
  private final Selector selector;
  private final ServerSocketChannel server;

  /** A connection: what came and is not whole yet, and what could not be sent yet. */
  private record Peer(SocketChannel channel, ByteBuffer in, ByteBuffer out) {}

  EchoServer(int valueBytes) throws IOException {
    this.valueBytes = valueBytes;
    selector = Selector.open();
    server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server.configureBlocking(false);
    server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /**
   * Prints its port, and serves until its standard input ends. If it can't go on serving, the
   * process ends, so that its clients see at once that nobody answers any more.
   *
   * @param arguments length of a value in bytes
   */
  public static void main(String[] arguments) throws IOException {
    EchoServer echo = new EchoServer(Integer.parseInt(arguments[0]));
    Thread serving = new Thread(echo::serve, "echo");
    serving.setDaemon(true);
    serving.setUncaughtExceptionHandler(
        (thread, broken) -> {
          System.err.println("the echo server ends: " + broken);
          Runtime.getRuntime().halt(1);
        });
    serving.start();
    System.out.println(echo.port());
    while (System.in.read() >= 0) {
      // whoever started this lives
    }
  }

  int port() throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
  }

  /** Answers for good. */
  void serve() {
    try {
      while (true) {
        selector.select(this::ready);
      }
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private void ready(SelectionKey key) {
    @Nullable Peer peer = (Peer) key.attachment();
    try {
      if (peer == null) {
        accept();
      } else {
        answer(key, peer);
      }
    } catch (IOException gone) {
      end(key);
    }
  }

  /** Closes a connection, so that its client does not wait for an answer. */
  private static void end(SelectionKey key) {
    key.cancel();
    try {
      key.channel().close();
    } catch (IOException already) {
      // It is of no use any more, closed or not.
    }
  }

  private void accept() throws IOException {
    SocketChannel channel = server.accept();
    if (channel == null) {
      return;
    }
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    ByteBuffer in = ByteBuffer.allocateDirect(Math.max(BUFFER_BYTES, 2 * valueBytes));
    ByteBuffer out = ByteBuffer.allocateDirect(Math.max(BUFFER_BYTES, 2 * answerBytes()));
    channel.register(selector, SelectionKey.OP_READ, new Peer(channel, in, out));
  }

  private int answerBytes() {
    return ClientFrame.HEADER_BYTES + 4 + valueBytes;
  }

  private void answer(SelectionKey key, Peer peer) throws IOException {
    if (key.isReadable() && peer.channel.read(peer.in) < 0) {
      peer.channel.close();
      return;
    }
    peer.in.flip();
    ByteBuffer in = peer.in;
    boolean asked = hasFrame(in);
    while (asked && peer.out.remaining() >= answerBytes()) {
      int at = in.position();
      answer(in, at, peer.out);
      in.position(at + ClientFrame.lengthOf(in, at, in.remaining()));
      asked = hasFrame(in);
    }
    in.compact();
    peer.out.flip();
    peer.channel.write(peer.out);
    peer.out.compact();
    boolean done = !asked && peer.out.position() == 0;
    key.interestOps(done ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE);
  }

  private static boolean hasFrame(ByteBuffer in) {
    int bytes = ClientFrame.lengthOf(in, in.position(), in.remaining());
    return bytes > 0 && bytes <= in.remaining();
  }

  private void answer(ByteBuffer in, int at, ByteBuffer out) {
    boolean get = ClientFrame.command(in, at) == ClientCommand.GET;
    int payload = get ? 4 + valueBytes : 0;
    int code = get ? ClientAnswer.VALUE : ClientAnswer.OK;
    int begin = out.position();
    ClientFrame.header(out, begin, code, 0, 1, payload, ClientFrame.sequence(in, at));
    if (get) {
      out.putInt(begin + ClientFrame.HEADER_BYTES, valueBytes);
      long key = in.getLong(at + ClientFrame.HEADER_BYTES + 4);
      out.putLong(begin + ClientFrame.HEADER_BYTES + 4, key);
    }
    out.position(begin + ClientFrame.HEADER_BYTES + payload);
  }
}
