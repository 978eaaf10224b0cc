package io.apexkv.runtime.cli.local;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.ByteSize;
import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.Version;
import io.apexkv.runtime.cli.local.NodeStarter.Started;
import io.apexkv.runtime.cli.text.HelpText;
import io.apexkv.runtime.cli.text.Screen;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code apex up}: from nothing, or from wherever it stands, to a local cluster that serves. */
@Command(
    name = "up",
    description = {
      "Starts a local cluster and waits until it is healthy.",
      "The first time it makes the nodes' data directories; after that it keeps the data and starts"
          + " whatever does not run. Each node is a process of its own and stays when you close the"
          + " terminal.",
      "To stop them: ./apex down"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {
      "0:Every node serves and every group has a leader.",
      "1:The cluster did not become healthy; the message says what runs and what does not.",
      ExitCodes.WRONG_USE_TEXT
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  ./apex up",
      "  ./apex up --nodes 5 --groups 4",
      "  ./apex up --ports 9001,9002,9003"
    })
public final class UpCommand implements Callable<Integer> {

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Nodes of a new cluster, 1 to 9. Usual: 3, or as many as there are ports.")
  private @Nullable Integer nodes;

  @Option(
      names = "--ports",
      paramLabel = "PORT,...",
      converter = PortList.Converter.class,
      description =
          "A port for each node. Usual: 7001 and those after it. May change while nothing runs.")
  private @Nullable PortList ports;

  @Option(
      names = "--groups",
      paramLabel = "N",
      description = "Raft groups of a new cluster, 1 to 1024. Usual: 1.")
  private @Nullable Integer groups;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description =
          "Parts of a new cluster's key space, no fewer than its groups. Usual: 64, or as many as"
              + " there are groups.")
  private @Nullable Integer partitions;

  @Option(
      names = "--log-budget",
      paramLabel = "SIZE",
      converter = ByteSize.class,
      description =
          "Log that a node may fill before it refuses writes, like 512m. Holds for nodes that are"
              + " started now and later. Usual: 8g.")
  private @Nullable Long logBudget;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait until it is healthy. Usual: ${DEFAULT-VALUE}.")
  private int timeoutSeconds;

  @Mixin private DirOption dir;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    long began = System.nanoTime();
    Screen screen = Screen.of(spec);
    ClusterFiles files = dir.files();
    ClusterPlan plan = new ClusterPlan(nodes, ports, groups, partitions, logBudget);
    try (ClusterLock lock = ClusterLock.take(files)) {
      LocalCluster cluster = prepare(files, plan, screen);
      List<Started> started = startMissing(files, cluster, screen);
      HealthWait.Result result =
          new HealthWait(files, cluster, screen)
              .await(started, Duration.ofSeconds(timeoutSeconds), view -> view.health().isWhole());
      if (!result.reached()) {
        throw new FailedStart(files, dir).explain(cluster, started, result, timeoutSeconds);
      }
      new Welcome(files, dir, screen)
          .print(cluster, result.view(), started.size(), System.nanoTime() - began);
      return ExitCodes.OK;
    }
  }

  /** The cluster with its data directories, made if there is none. */
  private static LocalCluster prepare(ClusterFiles files, ClusterPlan plan, Screen screen)
      throws IOException {
    if (!files.hasCluster()) {
      LocalCluster made = plan.make();
      requirePorts(files, made);
      screen.say("Making a cluster of " + made.nodes() + " in " + ClusterFiles.shown(files.root()));
      NewCluster.format(files, made);
      return made;
    }
    LocalCluster found = LocalCluster.read(files);
    LocalCluster wanted = plan.applyTo(found, isRunning(files, found));
    NewCluster.requireData(files, wanted);
    requirePorts(files, wanted);
    if (!wanted.equals(found)) {
      wanted.write(files);
    }
    return wanted;
  }

  private static boolean isRunning(ClusterFiles files, LocalCluster cluster) throws IOException {
    for (int node = 1; node <= cluster.nodes(); node++) {
      if (files.pid(node).living() != null) {
        return true;
      }
    }
    return false;
  }

  private static void requirePorts(ClusterFiles files, LocalCluster cluster) throws IOException {
    for (int node = 1; node <= cluster.nodes(); node++) {
      if (files.pid(node).living() == null) {
        Ports.requireFree(files, cluster, node);
      }
    }
  }

  private static List<Started> startMissing(ClusterFiles files, LocalCluster cluster, Screen screen)
      throws IOException {
    NodeStarter starter = new NodeStarter(files, cluster);
    List<Started> started = new ArrayList<>();
    for (int node = 1; node <= cluster.nodes(); node++) {
      NodeProcess process = files.pid(node).living();
      if (process == null) {
        started.add(starter.start(node));
      } else if (process.state() == NodeProcess.State.PAUSED) {
        process.signal(Signal.CONT);
        screen.say("node " + node + " was paused and goes on");
      }
    }
    return started;
  }
}
