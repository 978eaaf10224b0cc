package io.apexkv.runtime.cli.local;

import io.apexkv.runtime.cli.UserMistake;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a local cluster consists of: written once by {@code up}, read by every other command.
 *
 * @param id the cluster's id as its data directories have it
 * @param ports the nodes' ports, of node 1 first
 * @param partitions parts of the key space
 * @param groups Raft groups
 * @param logBudgetBytes bytes of log at which a node refuses writes
 */
public record LocalCluster(
    String id, PortList ports, int partitions, int groups, long logBudgetBytes) {

  static final String HOST = "127.0.0.1";
  static final long USUAL_LOG_BUDGET = 8L << 30;

  int nodes() {
    return ports.ports().size();
  }

  String address(int node) {
    return HOST + ":" + ports.ports().get(node - 1);
  }

  /** Addresses of all nodes, of node 1 first. */
  List<String> addresses() {
    List<String> addresses = new ArrayList<>();
    for (int node = 1; node <= nodes(); node++) {
      addresses.add(address(node));
    }
    return addresses;
  }

  /** As the node's option has it: {@code host:port:id,...}. */
  String peers() {
    List<String> peers = new ArrayList<>();
    for (int node = 1; node <= nodes(); node++) {
      peers.add(address(node) + ":" + node);
    }
    return String.join(",", peers);
  }

  LocalCluster withPorts(PortList others) {
    return new LocalCluster(id, others, partitions, groups, logBudgetBytes);
  }

  LocalCluster withLogBudget(long other) {
    return new LocalCluster(id, ports, partitions, groups, other);
  }

  /**
   * Reads the cluster of a directory.
   *
   * @throws UserMistake if there is none, or the file is not one of ours
   */
  static LocalCluster read(ClusterFiles files) throws IOException {
    if (!files.hasCluster()) {
      throw new UserMistake(
          "there is no local cluster in " + ClusterFiles.shown(files.root()) + ".",
          "To make and start one: ./apex up");
    }
    Map<String, String> settings = new TreeMap<>();
    for (String line : Files.readAllLines(files.cluster())) {
      int equals = line.indexOf('=');
      if (equals > 0 && !line.startsWith("#")) {
        settings.put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
      }
    }
    try {
      return new LocalCluster(
          require(settings, "cluster"),
          PortList.parse(require(settings, "ports")),
          Integer.parseInt(require(settings, "partitions")),
          Integer.parseInt(require(settings, "groups")),
          Long.parseLong(require(settings, "log-budget")));
    } catch (IllegalArgumentException notOurs) {
      throw new UserMistake(
          ClusterFiles.shown(files.cluster()) + " is damaged (" + notOurs.getMessage() + ").",
          "Put back what 'up' wrote there, or forget the cluster with its data: ./apex down"
              + " --wipe");
    }
  }

  private static String require(Map<String, String> settings, String name) {
    String value = settings.get(name);
    if (value == null) {
      throw new IllegalArgumentException("it has no line '" + name + "=...'");
    }
    return value;
  }

  /** Writes it down, at once or not at all. */
  void write(ClusterFiles files) throws IOException {
    String text =
        Map.of(
                "cluster", id,
                "ports", ports.toString(),
                "partitions", Integer.toString(partitions),
                "groups", Integer.toString(groups),
                "log-budget", Long.toString(logBudgetBytes))
            .entrySet()
            .stream()
            .sorted(Map.Entry.comparingByKey())
            .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
            .collect(Collectors.joining("", "# Made by './apex up'; read by every command.\n", ""));
    Path fresh = files.root().resolve("cluster.new");
    Files.writeString(fresh, text, StandardCharsets.UTF_8);
    Files.move(
        fresh,
        files.cluster(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
