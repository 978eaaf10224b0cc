package io.apexkv.runtime.cli.local;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a local cluster keeps what it has:
 *
 * <pre>
 *   .apex/cluster      what the cluster consists of ({@link LocalCluster}); written last, so that
 *                      where it is, every data directory was formatted
 *   .apex/lock         held by the one command that starts or stops nodes
 *   .apex/node-1/data  the node's data directory
 *   .apex/node-1/log   what the node says, a JSON object a line
 *   .apex/node-1/pid   its process ({@link PidFile})
 * </pre>
 *
 * @param root {@code .apex}
 */
public record ClusterFiles(Path root) {

  /** Name of the directory, below the repository or the current directory. */
  public static final String NAME = ".apex";

  /** The directory that commands use where nothing else is said. */
  public static ClusterFiles usual() {
    String home = System.getProperty("apex.home", "");
    return new ClusterFiles(Path.of(home).resolve(NAME).toAbsolutePath().normalize());
  }

  Path cluster() {
    return root.resolve("cluster");
  }

  Path lock() {
    return root.resolve("lock");
  }

  Path node(int node) {
    return root.resolve("node-" + node);
  }

  Path data(int node) {
    return node(node).resolve("data");
  }

  Path log(int node) {
    return node(node).resolve("log");
  }

  PidFile pid(int node) {
    return new PidFile(node(node).resolve("pid"));
  }

  /** Whether a cluster was made here. */
  boolean hasCluster() {
    return Files.exists(cluster());
  }

  /** A path for a person: relative to where they are if it lies below, else whole. */
  public static String shown(Path path) {
    Path here = Path.of("").toAbsolutePath();
    Path whole = path.toAbsolutePath();
    return whole.startsWith(here) && !whole.equals(here)
        ? here.relativize(whole).toString()
        : whole.toString();
  }
}
