package io.apexkv.runtime.cli.bench.rivals;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.bench.load.ApexWire;
import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.bench.load.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Raft library for Java as three JVMs of the module {@code bench/rivals}, which speak ApexKV's
 * own protocol before it.
 */
final class LibraryRival extends ProgramRival {

  private static final int NODES = 3;
  private static final long ELECTION_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final String LEADER = "LEADER ";

  private final List<Integer> clientPorts;
  private final List<Long> pids = new ArrayList<>();
  private int leader;

  private LibraryRival(Kind kind, Path parent) throws IOException {
    super(parent, kind.name);
    List<Integer> ports = Programs.freePorts(2 * NODES);
    clientPorts = ports.subList(0, NODES);
    List<Integer> raftPorts = ports.subList(NODES, 2 * NODES);
    try {
      for (int node = 1; node <= NODES; node++) {
        pids.add(programs.start(command(kind, node, raftPorts)).pid());
      }
      for (int port : clientPorts) {
        programs.awaitPort(port);
      }
      leader = awaitLeader();
    } catch (IOException failed) {
      throw programs.giveUp(failed);
    }
  }

  private List<String> command(Kind kind, int node, List<Integer> raftPorts) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-Xms512m",
        "-Xmx512m",
        "--enable-native-access=ALL-UNNAMED",
        "--add-opens=java.base/java.nio=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        modules().resolve("classes") + ":" + modules().resolve("lib") + "/*",
        kind.main,
        Integer.toString(node),
        clientPorts.get(node - 1).toString(),
        programs.directory().resolve("node-" + node).toString(),
        raftPorts.stream().map(String::valueOf).collect(Collectors.joining(",")));
  }

  private static Path modules() {
    return Path.of(System.getProperty("apex.home", ""), "bench", "rivals", "target")
        .toAbsolutePath();
  }

  /** The number of the last node that said that it leads. */
  private int awaitLeader() throws IOException {
    long end = System.nanoTime() + ELECTION_NANOS;
    while (System.nanoTime() - end < 0) {
      int said = 0;
      for (String line : Files.readAllLines(programs.log())) {
        said = line.startsWith(LEADER) ? Integer.parseInt(line.substring(LEADER.length())) : said;
      }
      if (said > 0) {
        return said;
      }
      programs.requireRunning();
      Programs.pause();
    }
    throw new IOException("nobody leads after 60 s");
  }

  /** Where the leader is; looked up anew for the first connection of each load. */
  @Override
  public InetSocketAddress address(int index) throws IOException {
    if (index == 0) {
      leader = awaitLeader();
    }
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), clientPorts.get(leader - 1));
  }

  @Override
  public Wire wire(Load load) {
    return new ApexWire(load, false, false);
  }

  @Override
  public List<Server> servers() {
    List<Server> servers = new ArrayList<>();
    servers.add(new Server("leader", pids.get(leader - 1)));
    for (int node = 1; node <= NODES; node++) {
      if (node != leader) {
        servers.add(new Server("follower", pids.get(node - 1)));
      }
    }
    return servers;
  }

  /**
   * Whether the module was built.
   *
   * @param main class of a node
   */
  record Kind(String name, String main, String setting) implements Rival.Kind {

    @Override
    public @Nullable String missing() {
      return Files.isDirectory(modules().resolve("lib"))
          ? null
          : "bench/rivals/target (./mvnw -f bench/rivals/pom.xml -Dfast package)";
    }

    @Override
    public Rival start(Path directory) throws IOException {
      return new LibraryRival(this, directory);
    }
  }
}
