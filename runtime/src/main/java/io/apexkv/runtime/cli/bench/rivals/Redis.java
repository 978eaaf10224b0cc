package io.apexkv.runtime.cli.bench.rivals;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.bench.load.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** One Redis: no consensus, no second copy, but every write on the disk before its answer. */
final class Redis extends ProgramRival {

  private static final String PROGRAM = "redis-server";

  private final long pid;
  private final int port;

  private Redis(Path parent) throws IOException {
    super(parent, "redis");
    port = Programs.freePorts(1).getFirst();
    try {
      Path program = Objects.requireNonNull(Programs.find(PROGRAM));
      pid =
          programs
              .start(
                  List.of(
                      program.toString(),
                      "--port",
                      Integer.toString(port),
                      "--bind",
                      "127.0.0.1",
                      "--dir",
                      programs.directory().toString(),
                      "--save",
                      "",
                      "--appendonly",
                      "yes",
                      "--appendfsync",
                      "always"))
              .pid();
      programs.awaitPort(port);
    } catch (IOException failed) {
      throw programs.giveUp(failed);
    }
  }

  @Override
  public InetSocketAddress address(int index) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  @Override
  public Wire wire(Load load) {
    return new RedisWire(load);
  }

  @Override
  public List<Server> servers() {
    return List.of(new Server(PROGRAM, pid));
  }

  /** Whether it is installed. */
  static final class Kind implements Rival.Kind {

    @Override
    public String name() {
      return "redis";
    }

    @Override
    public String setting() {
      return "one process without consensus, appendonly yes, appendfsync always";
    }

    @Override
    public @Nullable String missing() {
      return Programs.find(PROGRAM) == null ? PROGRAM + " (apt install redis-server)" : null;
    }

    @Override
    public Rival start(Path directory) throws IOException {
      return new Redis(directory);
    }
  }
}
