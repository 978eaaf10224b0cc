package io.apexkv.runtime.cli.bench.load;

import io.apexkv.kernel.wire.ClientFrame;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers each request as a script says, a thread for each connection. */
final class ScriptedServer implements Target, AutoCloseable {

  private static final int MOST_BYTES = 64 << 10;

  /** Appends an answer to the request at a place. */
  interface Script {
    void answer(ByteBuffer in, int at, ByteBuffer out) throws IOException, InterruptedException;
  }

  private final Script script;
  private final ServerSocket socket;
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicInteger answered = new AtomicInteger();
  private final AtomicInteger mostUnderWay = new AtomicInteger();

  ScriptedServer(Script script) throws IOException {
    this.script = script;
    socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int connections() {
    return connections.get();
  }

  int answered() {
    return answered.get();
  }

  /** Most requests that one connection had sent when its answers were written. */
  int mostUnderWay() {
    return mostUnderWay.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(client));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket client) {
    ByteBuffer in = ByteBuffer.allocate(MOST_BYTES);
    ByteBuffer out = ByteBuffer.allocate(MOST_BYTES);
    try (client) {
      DataInputStream stream = new DataInputStream(client.getInputStream());
      while (true) {
        int read = stream.read(in.array(), in.position(), in.remaining());
        if (read < 0) {
          return;
        }
        in.position(in.position() + read).flip();
        int batch = 0;
        while (true) {
          int bytes = ClientFrame.lengthOf(in, in.position(), in.remaining());
          if (bytes <= 0 || bytes > in.remaining()) {
            break;
          }
          script.answer(in, in.position(), out);
          in.position(in.position() + bytes);
          batch++;
        }
        in.compact();
        answered.addAndGet(batch);
        mostUnderWay.accumulateAndGet(batch, Math::max);
        client.getOutputStream().write(out.array(), 0, out.position());
        out.clear();
      }
    } catch (IOException | InterruptedException over) {
      // the connection ends with this thread
    }
  }

  @Override
  public InetSocketAddress address(int index) {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  @Override
  public Wire wire(Load load) {
    return new ApexWire(load, false, false);
  }

  @Override
  public List<Server> servers() {
    return List.of();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
