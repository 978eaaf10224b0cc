package io.apexkv.runtime.cli.local;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.local.NodeStarter.Started;
import io.apexkv.runtime.cli.text.Progress;
import io.apexkv.runtime.cli.text.Screen;
import io.apexkv.runtime.cli.text.Units;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Waits until a local cluster is as it should be, and shows how far it is. */
final class HealthWait {

  private static final long POLL_MILLIS = 60;

  /** How long the others may take once a node has died. */
  private static final Duration AFTER_A_DEATH = Duration.ofSeconds(8);

  private final ClusterFiles files;
  private final LocalCluster cluster;
  private final Screen screen;

  HealthWait(ClusterFiles files, LocalCluster cluster, Screen screen) {
    this.files = files;
    this.cluster = cluster;
    this.screen = screen;
  }

  /**
   * What the wait ended with.
   *
   * @param reached whether the cluster is as it should be
   * @param died a node that was started and has ended, or null
   */
  record Result(ClusterView view, boolean reached, @Nullable Started died) {}

  /**
   * Waits until the cluster is as {@code goal} wants it, or {@code limit} is over. If a node dies
   * on the way, waits a while for the others to serve without it.
   *
   * @param started nodes that were just started
   */
  Result await(List<Started> started, Duration limit, Predicate<ClusterView> goal)
      throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    boolean deathSeen = false;
    try (Progress progress = new Progress(screen)) {
      while (true) {
        Started died = firstDead(started);
        ClusterView view = ClusterView.of(files, cluster, ClusterView.IMPATIENCE);
        if (died == null ? goal.test(view) : view.health().isAvailable()) {
          return new Result(view, died == null, died);
        }
        if (died != null && !deathSeen) {
          deathSeen = true;
          end = Math.min(end, System.nanoTime() + AFTER_A_DEATH.toNanos());
        }
        if (System.nanoTime() - end >= 0 || (died != null && isHopeless(view))) {
          return new Result(view, false, died);
        }
        progress.show(describe(view));
        pause();
      }
    }
  }

  private static @Nullable Started firstDead(List<Started> started) {
    for (Started one : started) {
      if (!one.process().isAlive()) {
        return one;
      }
    }
    return null;
  }

  /** Whether too few nodes run for a majority. */
  private static boolean isHopeless(ClusterView view) {
    long running = view.nodes().stream().filter(node -> node.process() != null).count();
    return 2 * running <= view.nodes().size();
  }

  private static String describe(ClusterView view) {
    List<String> nodes = new ArrayList<>();
    for (NodeView node : view.nodes()) {
      nodes.add("node " + node.node() + " " + wordOf(node));
    }
    List<Long> leaderless = view.health().leaderless();
    String groups =
        leaderless.isEmpty() || view.serving().isEmpty()
            ? ""
            : "; " + Units.count(leaderless.size(), "group") + " without a leader yet";
    return "waiting: " + String.join(", ", nodes) + groups;
  }

  private static String wordOf(NodeView node) {
    return node.condition() == NodeView.Condition.SILENT ? "starting" : node.condition().word();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
