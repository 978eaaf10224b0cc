package io.apexkv.runtime.cli.bench;

import io.apexkv.runtime.cli.bench.load.ApexWire;
import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.bench.load.Target;
import io.apexkv.runtime.cli.bench.load.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** An {@link EchoServer} in a process of its own. */
final class EchoTarget implements Target, AutoCloseable {

  /** Enough for the buffers of the most connections that a load may have. */
  private static final int DIRECT_MEMORY_MEGABYTES = 2048;

  private final ChildJava process;
  private final InetSocketAddress address;

  EchoTarget(int valueBytes) throws IOException {
    this(valueBytes, DIRECT_MEMORY_MEGABYTES);
  }

  /** For tests: with less memory for connections. */
  EchoTarget(int valueBytes, int directMemoryMegabytes) throws IOException {
    process =
        ChildJava.start(EchoServer.class, directMemoryMegabytes, Integer.toString(valueBytes));
    int port = Integer.parseInt(process.line());
    address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public InetSocketAddress address(int index) {
    return address;
  }

  @Override
  public Wire wire(Load load) {
    return new ApexWire(load, false, false);
  }

  @Override
  public List<Server> servers() {
    return List.of(new Server("echo", process.pid()));
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
