package io.apexkv.runtime.cli.local;

import io.apexkv.runtime.node.MutantInFront;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts nodes of a local cluster: each in a Java of its own, of the same JDK and class path as
 * this one, in a session of its own, so that neither Ctrl-C nor a closed terminal reaches it.
 */
final class NodeStarter {

  /** Set by the launcher: the options for the Java of a node. */
  static final String NODE_OPTIONS = "apex.nodeOptions";

  /** Set by the launcher: where the ahead-of-time cache for a node's Java is, if there is one. */
  static final String NODE_CACHE = "apex.nodeCache";

  private static final String USUAL_NODE_OPTIONS = "-XX:+UseSerialGC -Xms256m -Xmx256m";
  private static final String MAIN = "io.apexkv.runtime.cli.Main";

  /** Lets a node's large allocations be huge pages, where the system has them (as ./apex does). */
  private static final String GLIBC_TUNABLES = "GLIBC_TUNABLES";

  private static final String HUGE_PAGES = "glibc.malloc.hugetlb=1";
  private static final long LONGEST_LOG_BYTES = 32L << 20;

  private final ClusterFiles files;
  private final LocalCluster cluster;

  NodeStarter(ClusterFiles files, LocalCluster cluster) {
    this.files = files;
    this.cluster = cluster;
  }

  /**
   * A node that this command started.
   *
   * @param logBegan length in bytes of the node's log when it was started
   */
  record Started(int node, Process process, long logBegan) {}

  /** Starts a node that does not run, and writes its process down. */
  Started start(int node) throws IOException {
    Path log = files.log(node);
    if (Files.exists(log) && Files.size(log) > LONGEST_LOG_BYTES) {
      Files.move(log, log.resolveSibling("log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    long logBegan = Files.exists(log) ? Files.size(log) : 0;
    ProcessBuilder builder = new ProcessBuilder(command(node));
    builder
        .environment()
        .merge(
            GLIBC_TUNABLES,
            HUGE_PAGES,
            (given, ours) -> given.isEmpty() ? ours : ours + ":" + given);
    Process process =
        builder
            .directory(files.root().toFile())
            .redirectInput(Redirect.from(new File("/dev/null")))
            .redirectErrorStream(true)
            .redirectOutput(Redirect.appendTo(log.toFile()))
            .start();
    NodeProcess identity = NodeProcess.of(process.pid());
    if (identity == null) {
      files.pid(node).delete(); // it is dead already; its log says why
    } else {
      files.pid(node).write(identity);
    }
    return new Started(node, process, logBegan);
  }

  private List<String> command(int node) {
    List<String> command = new ArrayList<>(apartFromTheTerminal());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    String options = System.getProperty(NODE_OPTIONS, USUAL_NODE_OPTIONS);
    command.addAll(List.of(options.strip().split("\\s+")));
    String classesFirst = System.getProperty(MutantInFront.CLASSES_FIRST, "");
    if (!classesFirst.isEmpty()) {
      command.add("-D" + MutantInFront.CLASSES_FIRST + "=" + classesFirst); // for the node's log
    }
    String cache = System.getProperty(NODE_CACHE, "");
    if (!cache.isEmpty() && Files.exists(Path.of(cache))) {
      command.add("-XX:AOTCache=" + cache);
      command.add("-Xlog:aot*=off,cds*=off"); // one that does not fit is nobody's concern
    }
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            MAIN,
            "node",
            "--cluster",
            cluster.id(),
            "--id",
            Integer.toString(node),
            "--bind",
            LocalCluster.HOST,
            "--port",
            cluster.ports().ports().get(node - 1).toString(),
            "--peers",
            cluster.peers(),
            "--data-dir",
            files.data(node).toString(),
            "--log-budget",
            Long.toString(cluster.logBudgetBytes())));
    return command;
  }

  /** What comes before a command so that a terminal's signals pass it by. */
  private static List<String> apartFromTheTerminal() {
    for (String directory :
        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(directory, "setsid"))) {
        return List.of("setsid");
      }
    }
    // A signal that is ignored stays so in the program that takes the shell's place.
    return List.of("sh", "-c", "trap '' HUP INT; exec \"$@\"", "sh");
  }
}
