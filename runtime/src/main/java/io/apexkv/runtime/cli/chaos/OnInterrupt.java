package io.apexkv.runtime.cli.chaos;

import io.apexkv.runtime.cli.local.ClusterFiles;
import io.apexkv.runtime.cli.local.TrialCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** Ctrl-C ends the nodes, too: they would go on without the command that made them. */
final class OnInterrupt implements AutoCloseable {

  private final Thread hook;

  /**
   * @param last what to do to the terminal before
   */
  OnInterrupt(TrialCluster cluster, Path history, Runnable last) {
    hook = new Thread(() -> end(cluster, history, last, System.err), "on-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static void end(TrialCluster cluster, Path history, Runnable last, PrintStream err) {
    last.run();
    try {
      cluster.close();
      err.println(
          "interrupted; the nodes were killed. Their logs: "
              + ClusterFiles.shown(cluster.root())
              + ". The history so far: "
              + ClusterFiles.shown(history));
    } catch (IOException failed) {
      err.println("interrupted; " + failed.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The hook is running: the process ends with it.
    }
  }
}
