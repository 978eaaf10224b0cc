package io.apexkv.sim.cli;

import io.apexkv.sim.mutants.Kill;
import io.apexkv.sim.mutants.Mutant;
import io.apexkv.sim.mutants.Mutants;
import io.apexkv.sim.mutants.SeedResult;
import io.apexkv.sim.mutants.Verdict;
import java.util.List;
import java.util.Locale;

/**
 * The kill matrix as one page that needs nothing else: a row a mutant, a column a checker, in the
 * cell where they meet the median, and a dot for each range of seeds.
 */
final class KillPage {

  private static final int PLOT_WIDTH = 260;
  private static final int PLOT_HEIGHT = 26;
  private static final int DOT = 4;

  private static final String STYLE =
      """
      :root { color-scheme: light dark; --ink: #1c2430; --paper: #fbfaf7; --line: #d9d5cb;
        --soft: #6b7280; --kill: #1a7f5a; --slow: #b7791f; --told: #3b6ea8; --bad: #b3261e;
        --band: #f1efe8; }
      @media (prefers-color-scheme: dark) { :root { --ink: #e7e5df; --paper: #15181d;
        --line: #333a44; --soft: #9aa3b0; --kill: #3fbf8f; --slow: #d9a441; --told: #5b93d1; --bad: #f0716a;
        --band: #1c2128; } }
      body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
        margin: 2.5rem auto; max-width: 80rem; padding: 0 1.5rem; }
      h1 { font-size: 1.7rem; margin: 0; letter-spacing: -0.01em; }
      .sum { font-size: 1.05rem; margin: 0.3rem 0 0; }
      .run, .note { color: var(--soft); margin: 0.2rem 0; font-size: 0.87rem; }
      .note { max-width: 62rem; }
      table { border-collapse: collapse; margin: 1.6rem 0; width: 100%; }
      th, td { border-bottom: 1px solid var(--line); padding: 0.3rem 0.5rem; text-align: left; }
      thead th { font-weight: 600; font-size: 0.8rem; vertical-align: bottom; }
      th.checker { writing-mode: vertical-rl; transform: rotate(180deg); padding: 0.4rem 0.2rem; }
      tbody tr:hover { background: var(--band); }
      td.number { text-align: right; color: var(--soft); font-variant-numeric: tabular-nums; }
      td.cell { text-align: center; min-width: 2.2rem; border-left: 1px solid var(--line);
        font-variant-numeric: tabular-nums; }
      td.cell b { display: block; border-radius: 4px; color: #fff; padding: 0.1rem 0.3rem; }
      .quick b { background: var(--kill); } .slow b { background: var(--slow); }
      .told b { background: var(--told); } .lives b { background: var(--bad); }
      .bad { color: var(--bad); font-weight: 600; }
      summary { cursor: pointer; font-weight: 600; }
      details p { margin: 0.25rem 0; max-width: 34rem; font-size: 0.87rem; }
      svg { display: block; } svg line { stroke: var(--line); } svg text { fill: var(--soft);
        font-size: 9px; } svg .kill { fill: var(--kill); fill-opacity: 0.65; }
      svg .lives { fill: none; stroke: var(--bad); stroke-width: 1.5; }
      svg .median { stroke: var(--ink); stroke-width: 1.5; }
      code { font-size: 0.85em; }
      """;

  private final KillRun run;
  private final List<Verdict> verdicts;
  private final List<String> checkers;
  private final StringBuilder page = new StringBuilder();

  private KillPage(KillRun run, List<Verdict> verdicts) {
    this.run = run;
    this.verdicts = verdicts;
    checkers =
        verdicts.stream()
            .map(verdict -> verdict.mutant().checker().check())
            .distinct()
            .sorted()
            .toList();
  }

  static String write(KillRun run, List<Verdict> verdicts) {
    return new KillPage(run, verdicts).write();
  }

  private String write() {
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width\">\n");
    page.append("<title>ApexKV: kill matrix</title>\n<style>\n");
    page.append(STYLE).append("</style>\n</head>\n<body>\n<h1>Kill matrix</h1>\n");
    line("sum", KillTable.sum(verdicts));
    line(
        "run",
        run.ranges().count()
            + " ranges of at most "
            + run.ranges().seeds()
            + " seeds each; commit "
            + run.commit()
            + "; "
            + run.version()
            + "; "
            + run.java()
            + "; "
            + run.machine()
            + "; "
            + run.jobs()
            + " seeds at a time");
    line(
        "note",
        "Each row is a bug that was planted in the kernel on purpose. The number stands under the"
            + " one check that has to find it: the median, over the ranges, of the seeds that it"
            + " took. Every dot is a range, on a scale from 1 to "
            + run.ranges().seeds()
            + " seeds that grows by powers; a ring at its end is a range that the bug survived, the"
            + " upright stroke is the median. A blue number: seeds hardly ever bring what the bug"
            + " needs, and its directed scenario killed it.");
    table();
    return page.append("</body>\n</html>\n").toString();
  }

  private void line(String kind, String text) {
    page.append("<p class=\"").append(kind).append("\">").append(escaped(text)).append("</p>\n");
  }

  private void table() {
    page.append("<table>\n<thead><tr><th></th><th>Mutant</th><th>Faults</th>");
    for (String checker : checkers) {
      page.append("<th class=\"checker\">").append(escaped(checker)).append("</th>");
    }
    page.append("<th>Seeds to the kill, by range</th><th>Seconds</th><th>Scenario</th>");
    page.append("<th>Faults off</th></tr></thead>\n<tbody>\n");
    verdicts.forEach(this::row);
    page.append("</tbody>\n</table>\n");
  }

  private void row(Verdict verdict) {
    Mutant mutant = verdict.mutant();
    page.append("<tr><td class=\"number\">").append(mutant.number()).append("</td><td>");
    page.append("<details><summary>").append(escaped(mutant.name())).append("</summary>");
    page.append("<p>").append(escaped(mutant.bug())).append("</p><p>");
    page.append(escaped(mutant.rule())).append("</p>");
    mutant.rare().ifPresent(why -> page.append("<p>Rare: " + escaped(why) + "</p>"));
    verdict.median().killer().ifPresent(killer -> paragraph("Killed by seed", killer));
    verdict.harm().ifPresent(harm -> paragraph("With its faults off", harm));
    verdict.sick().ifPresent(sick -> paragraph("Without the bug too", sick));
    page.append("</details></td><td>").append(mutant.familyLetters()).append("</td>");
    for (String checker : checkers) {
      cell(verdict, checker);
    }
    page.append("<td>");
    plot(verdict);
    page.append("</td><td class=\"number\">").append(KillTable.tenths(verdict.medianNanos()));
    page.append("</td>").append(told(KillTable.scenario(verdict), verdict.diesInScenario()));
    boolean harmless = verdict.harm().isEmpty();
    page.append(told(harmless ? verdict.harmlessSeeds() + " pass" : "FAILS", harmless));
    page.append("</tr>\n");
  }

  private void paragraph(String what, SeedResult result) {
    page.append("<p>").append(what).append(' ').append(result.seed()).append(": <code>");
    page.append(escaped(result.failedCheck() + ": " + result.message())).append("</code></p>");
  }

  private void cell(Verdict verdict, String checker) {
    boolean its = verdict.mutant().checker().check().equals(checker);
    if (!its) {
      page.append("<td class=\"cell\"></td>");
      return;
    }
    Kill median = verdict.median();
    boolean quick = 10 * median.seeds() <= Mutants.SEED_BUDGET;
    String kind =
        verdict.isKilledByScenarioAlone()
            ? "told"
            : !verdict.isKilled() ? "lives" : quick ? "quick" : "slow";
    page.append("<td class=\"cell ").append(kind).append("\"><b>").append(median.seeds());
    page.append(median.killer().isEmpty() ? "+" : "").append("</b></td>");
  }

  private static String told(String text, boolean good) {
    return "<td" + (good ? ">" : " class=\"bad\">") + text + "</td>";
  }

  private void plot(Verdict verdict) {
    int middle = PLOT_HEIGHT / 2;
    page.append(
        String.format(
            Locale.ROOT,
            "<svg width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s seeds\">",
            PLOT_WIDTH,
            PLOT_HEIGHT,
            escaped(KillTable.seeds(verdict))));
    for (int tick = 1; tick <= run.ranges().seeds(); tick *= 10) {
      double x = x(tick);
      page.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"0\" y2=\"%d\"/><text x=\"%.1f\""
                  + " y=\"%d\">%d</text>",
              x,
              x,
              PLOT_HEIGHT,
              x + 2,
              PLOT_HEIGHT - 1,
              tick));
    }
    for (Kill kill : verdict.kills()) {
      page.append(
          String.format(
              Locale.ROOT,
              "<circle class=\"%s\" cx=\"%.1f\" cy=\"%d\" r=\"%d\"><title>seeds from %d: %s</title>"
                  + "</circle>",
              kill.killer().isPresent() ? "kill" : "lives",
              x(kill.seeds()),
              middle - 2,
              DOT,
              kill.firstSeed(),
              kill.killer().map(killer -> "killed by " + killer.seed()).orElse("survived")));
    }
    double median = x(verdict.median().seeds());
    page.append(
        String.format(
            Locale.ROOT,
            "<line class=\"median\" x1=\"%.1f\" x2=\"%.1f\" y1=\"1\" y2=\"%d\"/></svg>",
            median,
            median,
            PLOT_HEIGHT - 7));
  }

  /** Where a number of seeds stands: on a logarithmic scale, since most kills are quick. */
  private double x(long seeds) {
    double most = Math.log(Math.max(2, run.ranges().seeds()));
    return 2 + DOT + Math.log((double) seeds) / most * (PLOT_WIDTH - 4 * DOT);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
