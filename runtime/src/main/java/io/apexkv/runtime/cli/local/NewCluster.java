package io.apexkv.runtime.cli.local;

import io.apexkv.kernel.ClusterId;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.node.DataDirectory;
import io.apexkv.runtime.node.StartRefused;
import java.io.IOException;
import java.nio.file.Files;

/**
 * Makes the data directories of a local cluster, once. Later they are only ever looked for: a node
 * that lost its directory must not get an empty one, for under its old id it could vote a second
 * time.
 */
final class NewCluster {

  private NewCluster() {}

  /**
   * Formats every node's directory, and only then writes the cluster down.
   *
   * @throws UserMistake if something is in the way
   */
  static void format(ClusterFiles files, LocalCluster cluster) throws IOException {
    for (int node = 1; node <= cluster.nodes(); node++) {
      if (Files.exists(files.node(node))) {
        throw new UserMistake(
            ClusterFiles.shown(files.node(node))
                + " exists, but "
                + ClusterFiles.shown(files.cluster())
                + " does not: an 'up' was interrupted, or the file was lost.",
            "If there is nothing to keep, forget it and try again: ./apex down --wipe");
      }
    }
    for (int node = 1; node <= cluster.nodes(); node++) {
      try {
        DataDirectory.format(
            files.data(node),
            ClusterId.parse(cluster.id()),
            node,
            cluster.partitions(),
            cluster.groups());
      } catch (StartRefused refused) {
        Wipe.delete(Wipe.targets(files)); // nothing was ever kept there
        throw new UserMistake(refused.problem(), refused.remedy());
      }
    }
    cluster.write(files);
  }

  /**
   * Makes sure that no directory was lost.
   *
   * @throws UserMistake if one was
   */
  static void requireData(ClusterFiles files, LocalCluster cluster) {
    for (int node = 1; node <= cluster.nodes(); node++) {
      if (!Files.isDirectory(files.data(node))) {
        throw new UserMistake(
            "node "
                + node
                + " has lost its data: "
                + ClusterFiles.shown(files.data(node))
                + " is gone, and a node without its data must not vote under its old id.",
            "Put the directory back, or make a new cluster without the old data: ./apex down"
                + " --wipe, then ./apex up.");
      }
    }
  }
}
