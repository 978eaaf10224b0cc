package io.apexkv.runtime.cli.bench.rivals;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.bench.load.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Three nodes of etcd; the load goes to the leader. */
final class Etcd extends ProgramRival {

  private static final String PROGRAM = "etcd";
  private static final int NODES = 3;
  private static final long ELECTION_NANOS = TimeUnit.SECONDS.toNanos(20);

  private final List<Integer> clientPorts;
  private final List<Long> pids = new ArrayList<>();
  private int leader;

  private Etcd(Path parent) throws IOException {
    super(parent, PROGRAM);
    List<Integer> ports = Programs.freePorts(2 * NODES);
    clientPorts = ports.subList(0, NODES);
    List<Integer> peerPorts = ports.subList(NODES, 2 * NODES);
    try {
      for (int node = 0; node < NODES; node++) {
        pids.add(programs.start(command(node, peerPorts)).pid());
      }
      for (int port : clientPorts) {
        programs.awaitPort(port);
      }
      leader = awaitLeader();
    } catch (IOException failed) {
      throw programs.giveUp(failed);
    }
  }

  private List<String> command(int node, List<Integer> peerPorts) {
    List<String> cluster = new ArrayList<>();
    for (int other = 0; other < NODES; other++) {
      cluster.add("n" + other + "=" + url(peerPorts.get(other)));
    }
    return List.of(
        Objects.requireNonNull(Programs.find(PROGRAM)).toString(),
        "--name=n" + node,
        "--data-dir=" + programs.directory().resolve("n" + node),
        "--listen-client-urls=" + url(clientPorts.get(node)),
        "--advertise-client-urls=" + url(clientPorts.get(node)),
        "--listen-peer-urls=" + url(peerPorts.get(node)),
        "--initial-advertise-peer-urls=" + url(peerPorts.get(node)),
        "--initial-cluster=" + String.join(",", cluster),
        "--initial-cluster-state=new",
        "--quota-backend-bytes=" + (8L << 30),
        "--logger=zap",
        "--log-level=error");
  }

  private static String url(int port) {
    return "http://127.0.0.1:" + port;
  }

  private int awaitLeader() throws IOException {
    long end = System.nanoTime() + ELECTION_NANOS;
    while (System.nanoTime() - end < 0) {
      for (int node = 0; node < NODES; node++) {
        if (isLeader(clientPorts.get(node))) {
          return node;
        }
      }
      programs.requireRunning();
      Programs.pause();
    }
    throw new IOException("etcd has no leader after 20 s");
  }

  private static boolean isLeader(int port) throws IOException {
    try (var body = URI.create(url(port) + "/metrics").toURL().openStream()) {
      String metrics = new String(body.readAllBytes(), StandardCharsets.UTF_8);
      return metrics.contains("\netcd_server_is_leader 1");
    }
  }

  /** Where the leader is; looked up anew for the first connection of each load. */
  @Override
  public InetSocketAddress address(int index) throws IOException {
    if (index == 0) {
      leader = awaitLeader();
    }
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), clientPorts.get(leader));
  }

  @Override
  public Wire wire(Load load) {
    return new EtcdWire(load, "127.0.0.1:" + clientPorts.get(leader));
  }

  @Override
  public List<Server> servers() {
    List<Server> servers = new ArrayList<>();
    servers.add(new Server("leader", pids.get(leader)));
    for (int node = 0; node < NODES; node++) {
      if (node != leader) {
        servers.add(new Server("follower", pids.get(node)));
      }
    }
    return servers;
  }

  /** Whether it is installed. */
  static final class Kind implements Rival.Kind {

    @Override
    public String name() {
      return PROGRAM;
    }

    @Override
    public String setting() {
      return "three nodes, synced, linearizable reads, gRPC to the leader";
    }

    @Override
    public @Nullable String missing() {
      return Programs.find(PROGRAM) == null ? PROGRAM + " (apt install etcd-server)" : null;
    }

    @Override
    public @Nullable String unfit(Load load) {
      return load.valueBytes() <= EtcdWire.MOST_VALUE_BYTES
          ? null
          : "takes values of at most "
              + EtcdWire.MOST_VALUE_BYTES
              + " bytes here: a message has to fit into one frame of HTTP/2";
    }

    @Override
    public Rival start(Path directory) throws IOException {
      return new Etcd(directory);
    }
  }
}
