package io.apexkv.runtime.cli.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A {@link TrialCluster} that nobody harms: it is healthy when it is there, and gone with all that
 * it wrote when the command ends, be it by Ctrl-C.
 */
public final class ScratchCluster implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final TrialCluster cluster;
  private final Thread onExit = new Thread(this::endWithProcess, "end-scratch-cluster");

  private ScratchCluster(TrialCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Starts a cluster and waits until it is healthy.
   *
   * @param parent where its directory is made
   * @param nodes 1 to 9
   * @param logBudgetBytes log that each node may fill
   * @throws io.apexkv.runtime.cli.UserMistake if it does not become healthy; then the nodes' logs
   *     stay
   */
  public static ScratchCluster start(Path parent, int nodes, long logBudgetBytes)
      throws IOException {
    Files.createDirectories(parent);
    Path root = Files.createTempDirectory(parent, "scratch-");
    ScratchCluster scratch = new ScratchCluster(TrialCluster.make(root, nodes, logBudgetBytes));
    Runtime.getRuntime().addShutdownHook(scratch.onExit);
    if (!scratch.cluster.heal(START_LIMIT)) {
      scratch.forgetHook();
      try (TrialCluster ended = scratch.cluster) {
        throw ended.failedStart();
      }
    }
    return scratch;
  }

  /** Addresses "host:port" of all nodes, of node 1 first. */
  public List<String> addresses() {
    return cluster.addresses();
  }

  /** The process of a node, 1 to the number of nodes. */
  public long pid(int node) {
    return cluster.pid(node);
  }

  /** The directory, on the file system of the nodes' data. */
  public Path directory() {
    return cluster.root();
  }

  private void endWithProcess() {
    try {
      end();
    } catch (IOException busy) {
      // The system is ending this process; what is left lies in a directory for scratch.
    }
  }

  private void end() throws IOException {
    cluster.close();
    cluster.wipe();
  }

  private void forgetHook() {
    try {
      Runtime.getRuntime().removeShutdownHook(onExit);
    } catch (IllegalStateException ending) {
      // Ctrl-C; the hook runs, and finds nothing left to do.
    }
  }

  /** Ends the nodes and deletes what they wrote. */
  @Override
  public void close() throws IOException {
    end();
    forgetHook();
  }
}
