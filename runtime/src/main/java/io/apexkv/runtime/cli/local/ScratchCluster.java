package io.apexkv.runtime.cli.local;

import io.apexkv.kernel.base.Nullable;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * A {@link TrialCluster} that nobody harms: it is healthy when it is there, and gone with all that
 * it wrote when the command ends, be it by Ctrl-C.
 */
public final class ScratchCluster implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  private final Path root;
  private final Thread onExit = new Thread(() -> endWithProcess(System.err), "end-scratch-cluster");
  private @Nullable TrialCluster cluster;
  private boolean ended;

  private ScratchCluster(Path root) {
    this.root = root;
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
    Path root = Files.createTempDirectory(parent, "scratch-").toAbsolutePath();
    ScratchCluster scratch = new ScratchCluster(root);
    Runtime.getRuntime().addShutdownHook(scratch.onExit); // first: from now on there are files
    TrialCluster cluster = scratch.make(nodes, logBudgetBytes);
    if (!cluster.heal(START_LIMIT)) {
      scratch.forgetHook();
      try (cluster) {
        throw cluster.failedStart();
      }
    }
    return scratch;
  }

  /** Whoever ends it meanwhile waits, and finds what there is to end. */
  private synchronized TrialCluster make(int nodes, long logBudgetBytes) throws IOException {
    TrialCluster made = TrialCluster.make(root, nodes, logBudgetBytes);
    cluster = made;
    return made;
  }

  private synchronized TrialCluster cluster() {
    return Objects.requireNonNull(cluster, "it was started");
  }

  /** Addresses "host:port" of all nodes, of node 1 first. */
  public List<String> addresses() {
    return cluster().addresses();
  }

  /** The process of a node, 1 to the number of nodes. */
  public long pid(int node) {
    return cluster().pid(node);
  }

  /** The directory, on the file system of the nodes' data. */
  public Path directory() {
    return root;
  }

  private void endWithProcess(PrintStream err) {
    try {
      end();
    } catch (IOException failed) {
      err.println("apex: '" + root + "' could not be deleted: " + failed);
    }
  }

  /**
   * Once; a second caller waits until the first is done. When the process is told to end, its
   * command fails for want of a cluster, and so there are two.
   */
  private synchronized void end() throws IOException {
    if (ended) {
      return;
    }
    ended = true;
    if (cluster != null) {
      cluster.close();
    }
    Wipe.delete(List.of(root)); // also what its user keeps in it: it was made for this cluster
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
