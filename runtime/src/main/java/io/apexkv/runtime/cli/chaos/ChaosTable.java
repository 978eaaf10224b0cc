package io.apexkv.runtime.cli.chaos;

import io.apexkv.runtime.cli.chaos.FailoverMeter.Failover;
import io.apexkv.runtime.cli.local.ClusterFiles;
import io.apexkv.runtime.cli.text.Screen;
import io.apexkv.runtime.cli.text.Style;
import io.apexkv.runtime.cli.text.Table;
import io.apexkv.runtime.cli.text.Table.Cell;
import io.apexkv.runtime.cli.text.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What came of a run, for people. */
final class ChaosTable {

  private final ChaosResult result;
  private final RunDirectory directory;
  private final Screen screen;

  ChaosTable(ChaosResult result, RunDirectory directory, Screen screen) {
    this.result = result;
    this.directory = directory;
    this.screen = screen;
  }

  void print() {
    counts().lines(screen.colour()).forEach(screen::say);
    screen.say("");
    failovers().lines(screen.colour()).forEach(screen::say);
    screen.say("");
    machine();
    history();
    verdict();
  }

  private Table counts() {
    Tally tally = result.tally();
    Floors floors = result.floors();
    Table table = new Table().left("WHAT HAPPENED").right("COUNT").right("FLOOR");
    row(table, "leaders killed with kill -9", tally.leaderKills(), floors.leaderKills());
    row(table, "pauses beyond the election timeout", tally.pauses(), floors.pauses());
    row(table, "operations acknowledged", tally.acknowledged(), floors.operations());
    row(table, "keys read at the end", tally.keysRead(), floors.keys());
    row(table, "other nodes killed", tally.otherKills());
    row(table, "operations FAILED: not applied, now and ever", tally.failed());
    row(table, "operations UNKNOWN: left open in the history", tally.unknown());
    return table;
  }

  private static void row(Table table, String what, long count, long floor) {
    Cell cell = new Cell(number(count), count < floor ? Style.BAD : Style.PLAIN);
    table.row(List.of(Cell.of(what), cell, Cell.of(number(floor))));
  }

  private static void row(Table table, String what, long count) {
    table.row(List.of(Cell.of(what), Cell.of(number(count)), Cell.of("")));
  }

  private static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** How long nothing could be written; where nobody was left to elect, apart. */
  private Table failovers() {
    Table table =
        new Table()
            .left("NO WRITE ACKNOWLEDGED AFTER")
            .right("TIMES")
            .right("MIN")
            .right("MEDIAN")
            .right("P99")
            .right("MAX");
    failoverRow(table, StrikeKind.KILL_LEADER.words(), of(StrikeKind.KILL_LEADER));
    failoverRow(table, StrikeKind.PAUSE_LEADER.words(), of(StrikeKind.PAUSE_LEADER));
    failoverRow(
        table,
        "no majority left, until a node is back",
        result.failovers().stream().filter(one -> !one.blow().majorityLeft()).toList());
    return table;
  }

  /** Those after which the rest could elect at once. */
  private List<Failover> of(StrikeKind kind) {
    return result.failovers().stream()
        .filter(one -> one.blow().majorityLeft() && one.blow().kind() == kind)
        .toList();
  }

  private static void failoverRow(Table table, String what, List<Failover> failovers) {
    if (failovers.isEmpty()) {
      return;
    }
    Spread spread = Spread.of(failovers.stream().mapToLong(Failover::nanos).toArray());
    List<Cell> cells = new ArrayList<>(List.of(Cell.of(what), Cell.of(spread.count())));
    for (long nanos : new long[] {spread.min(), spread.median(), spread.p99(), spread.max()}) {
      cells.add(Cell.of(Units.took(nanos)));
    }
    table.row(cells);
  }

  private void machine() {
    screen.say(
        String.format(
            Locale.ROOT,
            "%s, %s, %s; seed %d; %d cores%s",
            Units.count(result.plan().seconds(), "second"),
            Units.count(result.plan().nodes(), "node"),
            Units.count(result.plan().clients(), "client"),
            result.plan().seed(),
            Runtime.getRuntime().availableProcessors(),
            result.loadAverage() < 0
                ? ""
                : String.format(Locale.ROOT, " at load %.1f", result.loadAverage())));
  }

  private void history() {
    Judgement judgement = result.judgement();
    screen.say(
        String.format(
            Locale.ROOT,
            "history: %s (%,d operations on %d keys, checked in %s)",
            ClusterFiles.shown(directory.history()),
            judgement.operations(),
            judgement.keys(),
            Units.took(judgement.tookNanos())));
    for (String line : judgement.explanation()) {
      screen.say("  " + line);
    }
  }

  private void verdict() {
    List<String> problems = result.problems();
    if (problems.isEmpty()) {
      screen.say("verdict: " + screen.paint(Style.GOOD, "passed") + ", linearizable");
      return;
    }
    screen.say(
        "verdict: " + screen.paint(Style.BAD, "failed") + ": " + String.join("; ", problems));
    if (result.fall() != null) {
      result.fall().lastWords().forEach(line -> screen.say("  " + line));
    }
    screen.say(
        "the nodes' data and logs: "
            + ClusterFiles.shown(directory.cluster().resolve("node-*/log")));
  }
}
