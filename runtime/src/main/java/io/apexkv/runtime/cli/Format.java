package io.apexkv.runtime.cli;

import io.apexkv.kernel.ClusterId;
import io.apexkv.kernel.Config;
import io.apexkv.runtime.node.DataDirectory;
import io.apexkv.runtime.node.StartRefused;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apex format}: makes a node's data directory, once. */
@Command(
    name = "format",
    description = {
      "Makes the data directory of one node of one cluster, once.",
      "",
      "A node never makes its own: if it found its disk gone and began anew under its old id, it"
          + " could vote twice. ('apex up' formats for its local cluster by itself.)"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {ExitCodes.OK_TEXT, ExitCodes.WRONG_USE_TEXT, ExitCodes.BUG_TEXT},
    footerHeading = "%nExample:%n",
    footer = "  ./apex format --cluster 5eed --id 1 /var/lib/apexkv/node1")
final class Format implements Callable<Integer> {

  private static final int MAX_NODE = 65_535;
  private static final int MAX_PARTITIONS = 65_536;

  @Option(
      names = "--cluster",
      required = true,
      paramLabel = "ID",
      converter = ClusterIdConverter.class,
      description = "The cluster's identity, the same for all its nodes: 1 to 32 hex digits.")
  private ClusterId cluster;

  @Option(
      names = "--id",
      required = true,
      paramLabel = "N",
      description = "The node's id, 1 to 65535, never given to another node.")
  private int node;

  @Option(
      names = "--partitions",
      paramLabel = "P",
      defaultValue = "64",
      description =
          "Parts of the key space, the same for all nodes, fixed for good (${DEFAULT-VALUE}).")
  private int partitions;

  @Option(
      names = "--groups",
      paramLabel = "G",
      defaultValue = "1",
      description = "Raft groups that share the partitions, the same for all (${DEFAULT-VALUE}).")
  private int groups;

  @Parameters(index = "0", paramLabel = "DIR", description = "Missing, or an empty directory.")
  private Path directory;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    check(node >= 1 && node <= MAX_NODE, "--id is " + node + ", expected 1 to " + MAX_NODE + ".");
    check(
        groups >= 1 && groups <= Config.MAX_GROUPS,
        "--groups is " + groups + ", expected 1 to " + Config.MAX_GROUPS + ".");
    check(
        partitions >= groups && partitions <= MAX_PARTITIONS,
        "--partitions is "
            + partitions
            + ", expected at least one for each of the "
            + groups
            + " groups and at most "
            + MAX_PARTITIONS
            + ".");
    try {
      DataDirectory.format(directory, cluster, node, partitions, groups);
    } catch (StartRefused refused) {
      throw new UserMistake(refused.problem(), refused.remedy());
    }
    spec.commandLine()
        .getOut()
        .println(
            "formatted "
                + directory
                + " for node "
                + node
                + " of cluster "
                + cluster
                + ", "
                + partitions
                + " partitions in "
                + groups
                + (groups == 1 ? " group" : " groups"));
    return ExitCodes.OK;
  }

  private static void check(boolean holds, String problem) {
    if (!holds) {
      throw new UserMistake(problem, "Give a number in that range.");
    }
  }
}
