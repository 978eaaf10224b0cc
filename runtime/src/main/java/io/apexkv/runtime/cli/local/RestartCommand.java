package io.apexkv.runtime.cli.local;

import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.Version;
import io.apexkv.runtime.cli.local.NodeStarter.Started;
import io.apexkv.runtime.cli.text.HelpText;
import io.apexkv.runtime.cli.text.Screen;
import io.apexkv.runtime.cli.text.Units;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apex restart}: stops nodes of the local cluster and starts them again. */
@Command(
    name = "restart",
    description = {
      "Stops nodes of the local cluster and starts them again; those that were down are started.",
      "'all' goes one by one while the cluster is healthy, so that it serves all the time."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {
      "0:The nodes run again, and take part.",
      "1:A node ended at its start or took too long; the message shows why.",
      ExitCodes.WRONG_USE_TEXT
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {"  ./apex restart 2", "  ./apex restart all"})
public final class RestartCommand implements Callable<Integer> {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  @Parameters(paramLabel = "NODE", description = "A node's number, 'leader' or 'all'.")
  private String choice;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "How long to wait for each step. Usual: ${DEFAULT-VALUE}.")
  private int timeoutSeconds;

  @Mixin private DirOption dir;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Screen screen = Screen.of(spec);
    ClusterFiles files = dir.files();
    LocalCluster cluster = LocalCluster.read(files);
    try (ClusterLock lock = ClusterLock.take(files)) {
      NewCluster.requireData(files, cluster);
      List<Integer> nodes = NodeChoice.parse(choice).resolve(files, cluster);
      boolean oneByOne = ClusterView.of(files, cluster).health().isWhole();
      if (oneByOne) {
        for (int node : nodes) {
          restart(files, cluster, List.of(node), screen);
        }
      } else {
        restart(files, cluster, nodes, screen);
      }
    }
    return ExitCodes.OK;
  }

  private void restart(ClusterFiles files, LocalCluster cluster, List<Integer> nodes, Screen screen)
      throws IOException {
    long began = System.nanoTime();
    List<NodeStopper.Stopped> stopped = new NodeStopper(files).stop(nodes, STOP_LIMIT);
    NodeStarter starter = new NodeStarter(files, cluster);
    List<Started> started = new ArrayList<>();
    for (int node : nodes) {
      Ports.requireFree(files, cluster, node);
      started.add(starter.start(node));
    }
    HealthWait.Result result =
        new HealthWait(files, cluster, screen)
            .await(started, Duration.ofSeconds(timeoutSeconds), takePart(nodes));
    if (!result.reached()) {
      throw new FailedStart(files, dir).explain(cluster, started, result, timeoutSeconds);
    }
    for (int node : nodes) {
      screen.say(
          "node "
              + node
              + (isAmong(stopped, node) ? " restarted" : " was down, started")
              + " in "
              + Units.took(System.nanoTime() - began));
    }
  }

  private static boolean isAmong(List<NodeStopper.Stopped> stopped, int node) {
    return stopped.stream().anyMatch(one -> one.node() == node);
  }

  /**
   * Whether the nodes serve, and every running node follows the leaders; as far as those that run
   * are enough for leaders.
   */
  private static Predicate<ClusterView> takePart(List<Integer> nodes) {
    return view -> {
      long running = view.nodes().stream().filter(node -> node.process() != null).count();
      boolean serving =
          view.nodes().stream()
              .filter(node -> nodes.contains(node.node()))
              .allMatch(NodeView::isServing);
      boolean majority = 2 * running > view.nodes().size();
      boolean whole = running == view.nodes().size();
      return serving
          && (!majority || (whole ? view.health().isWhole() : view.health().isAvailable()));
    };
  }
}
