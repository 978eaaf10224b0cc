package io.apexkv.runtime.cli.local;

import io.apexkv.client.core.ClusterDescription;
import io.apexkv.runtime.cli.text.Screen;
import io.apexkv.runtime.cli.text.Style;
import io.apexkv.runtime.cli.text.Table;
import io.apexkv.runtime.cli.text.Table.Cell;
import io.apexkv.runtime.cli.text.Units;
import java.util.List;

/** What {@code up} ends with: what runs where, and what to try first. */
final class Welcome {

  private final ClusterFiles files;
  private final DirOption dir;
  private final Screen screen;

  Welcome(ClusterFiles files, DirOption dir, Screen screen) {
    this.files = files;
    this.dir = dir;
    this.screen = screen;
  }

  void print(LocalCluster cluster, ClusterView view, int started, long tookNanos) {
    String how =
        started == 0
            ? "it already ran"
            : Units.count(started, "node") + " started in " + Units.took(tookNanos);
    String health =
        view.health().isReadOnly()
            ? screen.paint(Style.BAD, "serving reads only: the log is full (./apex status)")
            : screen.paint(Style.GOOD, "healthy");
    screen.say(
        health
            + ": "
            + Units.count(cluster.nodes(), "node")
            + ", "
            + Units.count(cluster.groups(), "group")
            + "; "
            + how);
    screen.say("");
    table(view).lines(screen.colour()).forEach(screen::say);
    screen.say("");
    paste(
        "put and get",
        "./apex cli" + dir.toPaste() + " -c \"PUT greeting hello\" -c \"GET greeting\"");
    paste("kill the leader", "./apex kill leader" + dir.toPaste());
    paste("simulate", "./apex sim --seeds 1..20");
  }

  private void paste(String what, String line) {
    screen.say("%-15s  %s".formatted(what, screen.paint(Style.BOLD, line)));
  }

  private Table table(ClusterView view) {
    Table table = new Table().right("NODE").left("ROLE").left("ADDRESS").right("PID").left("DATA");
    for (NodeView node : view.nodes()) {
      ClusterDescription told = node.description();
      NodeProcess process = node.process();
      table.row(
          List.of(
              Cell.of(node.node()),
              told == null ? Cell.of("") : role(told),
              Cell.of(node.address()),
              Cell.of(process == null ? "" : Long.toString(process.pid())),
              Cell.of(ClusterFiles.shown(files.data(node.node())))));
    }
    return table;
  }

  private static Cell role(ClusterDescription told) {
    int led = ClusterView.ledBy(told).size();
    if (told.groups().size() > 1) {
      return Cell.of("leads " + led + " of " + told.groups().size());
    }
    return led == 1 ? new Cell("leader", Style.BOLD) : Cell.of("follower");
  }
}
