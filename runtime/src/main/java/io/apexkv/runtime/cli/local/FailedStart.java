package io.apexkv.runtime.cli.local;

import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.local.NodeStarter.Started;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * What to do and say when a cluster does not become healthy: what serves is left running, what is
 * of no use is stopped, and the last lines of the log say why.
 */
final class FailedStart {

  private static final int LOG_LINES = 5;
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

  private final ClusterFiles files;
  private final DirOption dir;

  FailedStart(ClusterFiles files, DirOption dir) {
    this.files = files;
    this.dir = dir;
  }

  /** Tidies up, and answers what to throw. */
  UserMistake explain(
      LocalCluster cluster, List<Started> started, HealthWait.Result result, int timeoutSeconds)
      throws IOException {
    Started died = result.died();
    boolean available = result.view().health().isAvailable();
    String problem =
        died == null
            ? "the cluster is not healthy after " + timeoutSeconds + " s: " + conditions(result)
            : "node "
                + died.node()
                + " ended at its start, with exit code "
                + died.process().exitValue()
                + "."
                + lastWords(died);
    String remedy;
    if (available) {
      remedy =
          "The other nodes serve and were left running. Once the cause is removed, start the rest"
              + " with './apex up"
              + dir.toPaste()
              + "'.";
    } else if (died == null) {
      remedy =
          "The nodes were left running, since they may only be slow: look again with './apex status"
              + dir.toPaste()
              + "', or see why with './apex logs"
              + dir.toPaste()
              + "'.";
    } else {
      new NodeStopper(files).stop(started.stream().map(Started::node).toList(), STOP_LIMIT);
      remedy =
          "What this command had started was stopped again. The whole log: "
              + ClusterFiles.shown(files.log(died.node()));
    }
    return new UserMistake(ExitCodes.FAILED, problem, remedy);
  }

  private static String conditions(HealthWait.Result result) {
    List<String> words =
        result.view().nodes().stream()
            .map(node -> "node " + node.node() + " is " + node.condition().word())
            .toList();
    List<Long> leaderless = result.view().health().leaderless();
    return String.join(", ", words)
        + (leaderless.isEmpty() ? "." : "; without a leader: groups " + leaderless + ".");
  }

  /** The end of what a node said since it was started, each line indented. */
  private String lastWords(Started died) throws IOException {
    List<String> lines = LogTail.last(files.log(died.node()), died.logBegan(), LOG_LINES);
    if (lines.isEmpty()) {
      return " It said nothing.\n";
    }
    StringBuilder text = new StringBuilder(" Its last words:\n");
    for (String line : lines) {
      text.append("    ").append(LogLine.parse(line).plain()).append('\n');
    }
    return text.toString();
  }
}
