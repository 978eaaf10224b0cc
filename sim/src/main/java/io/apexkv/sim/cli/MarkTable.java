package io.apexkv.sim.cli;

import io.apexkv.sim.campaign.MarkTally;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** The rare paths of a campaign as a table, the rarest on top. */
final class MarkTable {

  private MarkTable() {}

  static void print(PrintWriter out, List<MarkTally> marks) {
    int columns = "MARK".length();
    for (MarkTally tally : marks) {
      columns = Math.max(columns, tally.mark().label().length());
    }
    row(out, columns, "MARK", "ENABLED IN", "HIT IN", "HITS");
    for (MarkTally tally : marks) {
      row(
          out,
          columns,
          tally.mark().label(),
          Long.toString(tally.enabled()),
          Long.toString(tally.runs()),
          Long.toString(tally.hits()));
    }
  }

  private static void row(
      PrintWriter out, int columns, String mark, String enabled, String runs, String hits) {
    String format = "%-" + columns + "s  %10s  %6s  %10s";
    out.println(String.format(Locale.ROOT, format, mark, enabled, runs, hits));
  }
}
