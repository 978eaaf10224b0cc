package io.apexkv.runtime.cli.local;

import io.apexkv.client.core.ClusterDescription;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.Version;
import io.apexkv.runtime.cli.text.HelpText;
import io.apexkv.runtime.cli.text.Screen;
import io.apexkv.runtime.cli.text.Style;
import io.apexkv.runtime.cli.text.Units;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apex kill}: crashes, stops or pauses nodes of the local cluster. */
@Command(
    name = "kill",
    description = {
      "Sends a signal to nodes of the local cluster: by default KILL, which is a crash.",
      "If enough nodes are left to serve, it waits until they do and says who leads."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {
      "0:The signal was sent, and the cluster serves if enough nodes are left.",
      "1:No such node runs, nobody leads, or the rest did not serve in time.",
      ExitCodes.WRONG_USE_TEXT
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  ./apex kill leader",
      "  ./apex kill 2 --signal STOP    a pause, as of a machine that hangs",
      "  ./apex kill 2 --signal CONT    and its end",
      "  ./apex kill all                a power failure"
    })
public final class KillCommand implements Callable<Integer> {

  private static final Duration DEATH_LIMIT = Duration.ofSeconds(10);
  private static final Duration LEADER_LIMIT = Duration.ofSeconds(10);

  @Parameters(paramLabel = "NODE", description = "A node's number, 'leader' or 'all'.")
  private String choice;

  @Option(
      names = "--signal",
      paramLabel = "SIGNAL",
      defaultValue = "KILL",
      description =
          "KILL (a crash), TERM (a clean stop), STOP (a pause) or CONT (its end). Usual: KILL.")
  private Signal signal;

  @Mixin private DirOption dir;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Screen screen = Screen.of(spec);
    ClusterFiles files = dir.files();
    LocalCluster cluster = LocalCluster.read(files);
    List<Integer> nodes = NodeChoice.parse(choice).resolve(files, cluster);
    ClusterView before = ClusterView.of(files, cluster);
    int hit = 0;
    for (int node : nodes) {
      NodeProcess process = files.pid(node).living();
      if (process != null && process.signal(signal)) {
        hit++;
        screen.say(
            signal
                + " sent to node "
                + node
                + roleOf(before.node(node))
                + ", process "
                + process.pid());
      }
    }
    if (hit == 0) {
      throw new UserMistake(
          ExitCodes.FAILED,
          (nodes.size() == 1 ? "node " + nodes.getFirst() + " does" : "the nodes do")
              + " not run, so there was nothing to signal.",
          "To see what runs: ./apex status" + dir.toPaste());
    }
    if (signal == Signal.KILL || signal == Signal.TERM) {
      awaitDeath(files, nodes);
    }
    return awaitLeader(files, cluster, screen);
  }

  /** What a node was before the signal, in brackets; empty if it did not tell. */
  private static String roleOf(@Nullable NodeView node) {
    ClusterDescription told = node == null ? null : node.description();
    if (told == null) {
      return "";
    }
    int led = ClusterView.ledBy(told).size();
    int groups = told.groups().size();
    if (groups > 1) {
      return " (leader of " + led + " of " + groups + " groups)";
    }
    return " ("
        + (led == 1 ? "the leader" : "a follower")
        + ", term "
        + told.groups().getFirst().term()
        + ")";
  }

  private static void awaitDeath(ClusterFiles files, List<Integer> nodes) throws IOException {
    for (int node : nodes) {
      NodeProcess process = files.pid(node).living();
      if (process != null && process.state() != NodeProcess.State.PAUSED) {
        process.awaitEnd(DEATH_LIMIT);
      }
    }
  }

  private Integer awaitLeader(ClusterFiles files, LocalCluster cluster, Screen screen)
      throws IOException {
    int running = 0;
    for (int node = 1; node <= cluster.nodes(); node++) {
      NodeProcess process = files.pid(node).living();
      if (process != null && process.state() == NodeProcess.State.RUNNING) {
        running++;
      }
    }
    String rest = running + " of " + Units.count(cluster.nodes(), "node") + " running";
    if (2 * running <= cluster.nodes()) {
      screen.say(
          screen.paint(Style.WARNING, rest + ", no majority:")
              + " nothing can be read or written until './apex up"
              + dir.toPaste()
              + "'");
      return ExitCodes.OK;
    }
    long began = System.nanoTime();
    HealthWait.Result result =
        new HealthWait(files, cluster, screen)
            .await(List.of(), LEADER_LIMIT, view -> view.health().isAvailable());
    if (!result.reached()) {
      throw new UserMistake(
          ExitCodes.FAILED,
          rest + ", but no leader after " + LEADER_LIMIT.toSeconds() + " s.",
          "To see why: ./apex status" + dir.toPaste());
    }
    screen.say(
        screen.paint(Style.GOOD, rest + ", serving")
            + leaders(result.view())
            + ", after "
            + Units.took(System.nanoTime() - began));
    return ExitCodes.OK;
  }

  private static String leaders(ClusterView view) {
    return view.groups() == 1 ? "; node " + view.leaderOf(1) + " leads" : "; every group is led";
  }
}
