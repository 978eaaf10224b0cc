package io.apexkv.runtime.cli.bench;

import io.apexkv.runtime.cli.bench.load.Measurement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Latencies on a line for each load, from 10 us to 10 s in equal steps of the exponent, and beside
 * it the throughput over the time of the measurement.
 *
 * <pre>
 *              10 us          100 us         1 ms           10 ms          100 ms   OVER TIME
 *   put-32     |              |              |   o--+--*----x      !                #@@@%@@@
 * </pre>
 */
final class LatencyPicture {

  private static final int CELLS_PER_DECADE = 15;
  private static final int FIRST_DECADE = 4; // 10^4 ns
  private static final String[] DECADES = {"10 us", "100 us", "1 ms", "10 ms", "100 ms", "1 s"};
  private static final int OVER_TIME = 30;
  private static final String LEVELS = "_.:-=+*#%@";
  private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};
  private static final String MARKS = "o+*x!";

  private LatencyPicture() {}

  static List<String> lines(List<BenchResult> results) {
    int labels = 4;
    long most = 1;
    for (BenchResult result : results) {
      labels = Math.max(labels, ReportTables.label(result).length());
      most = Math.max(most, result.measured().corrected().getMaxValue());
    }
    int decades =
        Math.clamp((int) Math.ceil(Math.log10((double) most)) - FIRST_DECADE, 1, DECADES.length);
    List<String> lines = new ArrayList<>();
    lines.add(" ".repeat(labels) + "  " + scale(decades) + "OVER TIME");
    for (BenchResult result : results) {
      String label = ReportTables.label(result);
      lines.add(
          label
              + " ".repeat(labels - label.length())
              + "  "
              + row(result.measured().corrected(), decades)
              + overTime(result.measured()));
    }
    lines.add("o median, + 90 %, * 99 %, x 99.9 %, ! slowest; corrected for coordinated omission");
    return lines;
  }

  private static String scale(int decades) {
    StringBuilder scale = new StringBuilder();
    for (int decade = 0; decade < decades; decade++) {
      scale.append(DECADES[decade]);
      scale.append(" ".repeat((decade + 1) * CELLS_PER_DECADE - scale.length()));
    }
    return scale + "  ";
  }

  private static String row(Histogram latency, int decades) {
    char[] cells = new char[decades * CELLS_PER_DECADE];
    Arrays.fill(cells, ' ');
    for (int decade = 0; decade < decades; decade++) {
      cells[decade * CELLS_PER_DECADE] = '|';
    }
    if (latency.getTotalCount() > 0) {
      int from = cell(latency.getValueAtPercentile(PERCENTILES[0]), cells.length);
      int until = cell(latency.getMaxValue(), cells.length);
      Arrays.fill(cells, from, until + 1, '-');
      for (int i = PERCENTILES.length - 1; i >= 0; i--) {
        cells[cell(latency.getValueAtPercentile(PERCENTILES[i]), cells.length)] = MARKS.charAt(i);
      }
    }
    return new String(cells) + "  ";
  }

  private static int cell(long nanos, int cells) {
    double decades = Math.log10((double) Math.max(1, nanos)) - FIRST_DECADE;
    return Math.clamp((int) (decades * CELLS_PER_DECADE), 0, cells - 1);
  }

  private static String overTime(Measurement measured) {
    double[] parts = measured.overTime(OVER_TIME);
    double most = Math.max(1, Arrays.stream(parts).max().orElse(1));
    StringBuilder line = new StringBuilder();
    for (double part : parts) {
      line.append(LEVELS.charAt((int) Math.round(part / most * (LEVELS.length() - 1))));
    }
    return line.toString();
  }
}
