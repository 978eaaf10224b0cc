package io.apexkv.sim.cli;

import io.apexkv.sim.campaign.Floors;
import io.apexkv.sim.campaign.MarkTally;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * The rare paths of a campaign as a table, the rarest on top. A path that nobody went is missed
 * only from so many seeds on that enable it, and in campaigns that are large enough.
 */
final class MarkTable {

  private MarkTable() {}

  static void print(PrintWriter out, List<MarkTally> marks, long seeds) {
    int columns = "MARK".length();
    for (MarkTally tally : marks) {
      columns = Math.max(columns, tally.mark().label().length());
    }
    row(out, columns, "MARK", "ENABLED IN", "ASKED FROM", "HIT IN", "HITS");
    for (MarkTally tally : marks) {
      row(
          out,
          columns,
          tally.mark().label(),
          Long.toString(tally.enabled()),
          Integer.toString(tally.mark().withinSeeds()),
          Long.toString(tally.runs()),
          Long.toString(tally.hits()));
    }
    if (seeds < Floors.SEEDS_FOR_MARKS) {
      out.println("no mark is asked for in fewer than " + Floors.SEEDS_FOR_MARKS + " seeds");
    }
  }

  private static void row(
      PrintWriter out,
      int columns,
      String mark,
      String enabled,
      String asked,
      String runs,
      String hits) {
    String format = "%-" + columns + "s  %10s  %10s  %6s  %10s";
    out.println(String.format(Locale.ROOT, format, mark, enabled, asked, runs, hits));
  }
}
