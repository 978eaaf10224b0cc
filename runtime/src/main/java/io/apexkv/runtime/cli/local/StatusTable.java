package io.apexkv.runtime.cli.local;

import io.apexkv.client.core.ClusterDescription;
import io.apexkv.client.core.ClusterDescription.GroupStatus;
import io.apexkv.client.core.ClusterDescription.Role;
import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.local.NodeView.Condition;
import io.apexkv.runtime.cli.text.Screen;
import io.apexkv.runtime.cli.text.Style;
import io.apexkv.runtime.cli.text.Table;
import io.apexkv.runtime.cli.text.Table.Cell;
import io.apexkv.runtime.cli.text.Units;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A cluster's nodes as a table for people. One group's facts stand in its nodes' rows; several
 * groups get a table of their own.
 */
public final class StatusTable {

  private static final int FULL_PERCENT = 90;

  private final ClusterView view;
  private final boolean local;
  private final Screen screen;

  /**
   * The tables of a view.
   *
   * @param local whether it is the local cluster, so that there are commands to mend it
   */
  public StatusTable(ClusterView view, boolean local, Screen screen) {
    this.view = view;
    this.local = local;
    this.screen = screen;
  }

  /** Writes the tables, and what there is to say about the cluster as a whole. */
  public void print() {
    nodes().lines(screen.colour()).forEach(screen::say);
    if (view.groups() > 1) {
      screen.say("");
      groups().lines(screen.colour()).forEach(screen::say);
    }
    screen.say("");
    for (String remark : remarks()) {
      screen.say(remark);
    }
  }

  private Table nodes() {
    Table table = new Table().right("NODE").left("STATE").right("PID").left("ADDRESS");
    table.left("ROLE").right("TERM").right("COMMIT").right("APPLIED");
    table.left("LOG").left("DISK").left("UP").right("GETS").right("PUTS");
    for (NodeView node : view.nodes()) {
      List<Cell> row = new ArrayList<>();
      row.add(Cell.of(node.node()));
      row.add(new Cell(node.condition().word(), styleOf(node)));
      NodeProcess process = node.process();
      row.add(Cell.of(process == null ? "" : Long.toString(process.pid())));
      row.add(Cell.of(node.address()));
      row.addAll(told(node.description()));
      table.row(row);
    }
    return table;
  }

  private static Style styleOf(NodeView node) {
    return switch (node.condition()) {
      case SERVING -> Style.GOOD;
      case RECOVERING, STOPPING, PAUSED -> Style.WARNING;
      case SILENT, FOREIGN, DOWN -> Style.BAD;
    };
  }

  /** What a node tells about itself; blanks if it tells nothing. */
  private List<Cell> told(@Nullable ClusterDescription told) {
    if (told == null) {
      return List.of(
          Cell.of(""),
          Cell.of(""),
          Cell.of(""),
          Cell.of(""),
          Cell.of(""),
          Cell.of(""),
          Cell.of(""),
          Cell.of(""),
          Cell.of(""));
    }
    List<Cell> cells = new ArrayList<>();
    if (told.groups().size() == 1) {
      GroupStatus group = told.groups().getFirst();
      cells.add(role(group));
      cells.add(Cell.of(group.term()));
      cells.add(Cell.of(group.commit()));
      cells.add(Cell.of(group.applied()));
    } else {
      int led = ClusterView.ledBy(told).size();
      cells.add(Cell.of("leads " + led + " of " + told.groups().size()));
      cells.add(Cell.of(""));
      cells.add(Cell.of(""));
      cells.add(Cell.of(""));
    }
    cells.add(log(told));
    cells.add(Cell.of(shortDiskMode(told)));
    cells.add(Cell.of(Units.span(Duration.ofNanos(told.upNanos()))));
    cells.add(Cell.of(told.metrics().gets()));
    cells.add(Cell.of(told.metrics().puts()));
    return cells;
  }

  private static Cell role(GroupStatus group) {
    return switch (group.role()) {
      case LEADER -> new Cell("leader", Style.BOLD);
      case FOLLOWER ->
          Cell.of(group.leader() == 0 ? "follower of none" : "follower of " + group.leader());
      case CANDIDATE, PRE_CANDIDATE -> new Cell(word(group.role()), Style.WARNING);
    };
  }

  static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Cell log(ClusterDescription told) {
    int percent = Units.percent(told.logBytes(), told.logBudgetBytes());
    String text =
        Units.bar(percent)
            + " "
            + share(told, percent)
            + " of "
            + Units.bytes(told.logBudgetBytes());
    return percent >= FULL_PERCENT ? new Cell(text, Style.BAD) : Cell.of(text);
  }

  private static String share(ClusterDescription told, int percent) {
    return percent == 1 && told.logBytes() < told.logBudgetBytes() / 100.0 ? "<1%" : percent + "%";
  }

  /** The mode's first word: O_DIRECT, or buffered. */
  private static String shortDiskMode(ClusterDescription told) {
    return told.diskMode().split(" ", 2)[0];
  }

  private Table groups() {
    Table table = new Table().right("GROUP").left("LEADER").right("TERM").right("COMMIT");
    for (NodeView node : view.nodes()) {
      table.right("NODE " + node.node() + " APPLIED");
    }
    for (long group = 1; group <= view.groups(); group++) {
      int leader = view.leaderOf(group);
      long term = 0;
      long commit = 0;
      List<Cell> applied = new ArrayList<>();
      for (NodeView node : view.nodes()) {
        GroupStatus status = status(node, group);
        applied.add(status == null ? Cell.of("-") : Cell.of(status.applied()));
        if (status != null) {
          term = Math.max(term, status.term());
          commit = Math.max(commit, status.commit());
        }
      }
      List<Cell> row = new ArrayList<>();
      row.add(Cell.of(group));
      row.add(leader == 0 ? new Cell("none", Style.BAD) : Cell.of("node " + leader));
      row.add(Cell.of(term));
      row.add(Cell.of(commit));
      row.addAll(applied);
      table.row(row);
    }
    return table;
  }

  private static @Nullable GroupStatus status(NodeView node, long group) {
    ClusterDescription told = node.description();
    if (told != null) {
      for (GroupStatus status : told.groups()) {
        if (status.group() == group) {
          return status;
        }
      }
    }
    return null;
  }

  private List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    remarks.add(verdict(view.health()));
    if (view.nodes().stream().anyMatch(node -> node.condition() == Condition.DOWN) && local) {
      remarks.add("to start what is down: ./apex up");
    }
    for (NodeView node : view.nodes()) {
      String trouble = trouble(node);
      if (!trouble.isEmpty()) {
        remarks.add("node " + node.node() + " " + trouble);
      }
      ClusterDescription told = node.description();
      if (told != null && !shortDiskMode(told).equals("O_DIRECT")) {
        remarks.add("node " + node.node() + " writes with " + told.diskMode());
      }
      if (told != null && Units.percent(told.logBytes(), told.logBudgetBytes()) >= FULL_PERCENT) {
        remarks.add(
            "node "
                + node.node()
                + " has used "
                + Units.bytes(told.logBytes())
                + " of its log and refuses writes at "
                + Units.bytes(told.logBudgetBytes())
                + " (--log-budget)");
      }
    }
    return remarks;
  }

  private String verdict(Health health) {
    String serving = health.serving() + " of " + Units.count(health.members(), "node") + " serving";
    if (health.isReadOnly()) {
      return screen.paint(Style.BAD, "serving reads only: the log is full") + "; " + serving;
    }
    return switch (health.level()) {
      case HEALTHY -> screen.paint(Style.GOOD, "healthy") + ": " + serving;
      case DEGRADED ->
          screen.paint(Style.WARNING, "degraded")
              + ": "
              + serving
              + "; every key can still be read and written";
      case UNAVAILABLE ->
          screen.paint(Style.BAD, "unavailable")
              + ": "
              + serving
              + (health.leaderless().isEmpty()
                  ? ""
                  : "; no leader with a majority behind it in "
                      + (view.groups() == 1 ? "the group" : "groups " + list(health.leaderless())));
    };
  }

  private static String list(List<Long> groups) {
    return String.join(", ", groups.stream().map(String::valueOf).toList());
  }

  /** What a node's user can do about its condition; empty if nothing is wrong. */
  private String trouble(NodeView node) {
    return switch (node.condition()) {
      case SERVING, DOWN -> "";
      case RECOVERING -> "is reading its log; it takes part once that is done";
      case STOPPING -> "is stopping";
      case PAUSED -> "is paused; to let it go on: ./apex kill " + node.node() + " --signal CONT";
      case FOREIGN -> "is not what answers at " + node.address() + foreigner(node);
      case SILENT ->
          node.answer() instanceof NodeProbe.Answer.Silent(String reason)
              ? "does not answer: " + reason + logs(node)
              : "runs, but does not listen" + logs(node);
    };
  }

  private String logs(NodeView node) {
    return local ? "; to see why: ./apex logs " + node.node() : "";
  }

  private static String foreigner(NodeView node) {
    return switch (node.answer()) {
      case NodeProbe.Answer.Foreign(ClusterDescription told) ->
          ", but node " + told.node() + " of cluster " + ClusterView.idOf(told);
      case NodeProbe.Answer.Described(ClusterDescription told) -> ", but node " + told.node();
      default -> "";
    };
  }
}
