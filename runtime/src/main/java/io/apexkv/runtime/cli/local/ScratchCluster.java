package io.apexkv.runtime.cli.local;

import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.local.NodeStarter.Started;
import io.apexkv.runtime.cli.text.Screen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A local cluster of real processes for one command: on free ports, in a new directory, gone when
 * the command ends, be it by Ctrl-C.
 */
public final class ScratchCluster implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final int LOG_LINES = 5;

  private final ClusterFiles files;
  private final LocalCluster cluster;
  private final List<Started> nodes = new ArrayList<>();
  private final Thread onExit = new Thread(this::kill, "kill-scratch-cluster");

  private ScratchCluster(ClusterFiles files, LocalCluster cluster) {
    this.files = files;
    this.cluster = cluster;
  }

  /**
   * Starts a cluster and waits until it is healthy.
   *
   * @param parent where its directory is made
   * @param count nodes
   * @param logBudgetBytes log that each node may fill
   * @throws UserMistake if it does not become healthy
   */
  public static ScratchCluster start(Path parent, int count, long logBudgetBytes, Screen screen)
      throws IOException {
    Files.createDirectories(parent);
    ClusterFiles files = new ClusterFiles(Files.createTempDirectory(parent, "scratch-"));
    LocalCluster cluster =
        new ClusterPlan(count, Ports.free(count), null, null, logBudgetBytes).make();
    ScratchCluster scratch = new ScratchCluster(files, cluster);
    Runtime.getRuntime().addShutdownHook(scratch.onExit);
    try {
      scratch.boot(screen);
      return scratch;
    } catch (IOException | RuntimeException failed) {
      scratch.close();
      throw failed;
    }
  }

  private void boot(Screen screen) throws IOException {
    NewCluster.format(files, cluster);
    NodeStarter starter = new NodeStarter(files, cluster);
    for (int node = 1; node <= cluster.nodes(); node++) {
      nodes.add(starter.start(node));
    }
    HealthWait.Result result =
        new HealthWait(files, cluster, screen)
            .await(nodes, START_LIMIT, view -> view.health().isWhole());
    if (!result.reached()) {
      throw new UserMistake(
          ExitCodes.FAILED,
          "the cluster for this run did not become healthy." + lastWords(),
          "See whether './apex up' does.");
    }
  }

  private String lastWords() throws IOException {
    StringBuilder words = new StringBuilder(" Its nodes' last words:\n");
    for (Started node : nodes) {
      for (String line : LogTail.last(files.log(node.node()), node.logBegan(), LOG_LINES)) {
        words.append("    ").append(LogLine.parse(line).plain()).append('\n');
      }
    }
    return words.toString();
  }

  /** Addresses "host:port" of all nodes, of node 1 first. */
  public List<String> addresses() {
    return cluster.addresses();
  }

  /** The process of a node, 1 to the number of nodes. */
  public long pid(int node) {
    return nodes.get(node - 1).process().pid();
  }

  /** The directory, on the file system of the nodes' data. */
  public Path directory() {
    return files.root();
  }

  private void kill() {
    for (Started node : nodes) {
      node.process().destroyForcibly();
    }
    try {
      delete();
    } catch (IOException busy) {
      // The system is ending this process; what is left lies in a directory for scratch.
    }
  }

  private void delete() throws IOException {
    Wipe.delete(Wipe.targets(files));
    Wipe.deleteRoot(files);
  }

  /** Stops the nodes and deletes what they wrote. */
  @Override
  public void close() throws IOException {
    List<Integer> all = IntStream.rangeClosed(1, nodes.size()).boxed().toList();
    new NodeStopper(files).stop(all, STOP_LIMIT);
    delete();
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException ending) {
      // Ctrl-C; the hook runs, and finds nothing left to do.
    }
  }
}
