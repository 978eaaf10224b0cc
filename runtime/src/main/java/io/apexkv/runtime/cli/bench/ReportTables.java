package io.apexkv.runtime.cli.bench;

import io.apexkv.runtime.cli.bench.load.Measurement;
import io.apexkv.runtime.cli.text.Table;
import io.apexkv.runtime.cli.text.Table.Cell;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** Results as tables. */
final class ReportTables {

  private static final double MILLI = 1e6;

  private ReportTables() {}

  /** What a row is of: the load, and the system unless it is ours. */
  static String label(BenchResult result) {
    String name = result.measured().name();
    return result.system().equals(BenchRun.NAME) ? name : name + " " + result.system();
  }

  /** Speed, latencies, and what each process paid. */
  static Table speeds(List<BenchResult> results) {
    Table table =
        new Table()
            .left("LOAD")
            .right("OP/S")
            .right("P50 MS")
            .right("P99 MS")
            .right("P99.9 MS")
            .right("MAX MS")
            .right("PAUSE MS")
            .right("ERRORS")
            .left("CPU US/OP");
    for (BenchResult result : results) {
      Measurement measured = result.measured();
      Histogram latency = measured.corrected();
      table.row(
          List.of(
              Cell.of(label(result)),
              Cell.of(perSecond(measured.perSecond())),
              Cell.of(millis(latency.getValueAtPercentile(50))),
              Cell.of(millis(latency.getValueAtPercentile(99))),
              Cell.of(millis(latency.getValueAtPercentile(99.9))),
              Cell.of(millis(latency.getMaxValue())),
              Cell.of(measured.longestPauseMillis()),
              Cell.of(measured.errors()),
              Cell.of(cpu(measured))));
    }
    return table;
  }

  /** Floors, and the share of each that was reached. */
  static Table floors(List<BenchResult> results) {
    Table table =
        new Table()
            .left("LOAD")
            .right("OP/S")
            .right("ECHO/S")
            .right("OF ECHO")
            .right("SYNCED PUTS/S")
            .right("OF THOSE")
            .left("FLOORS' CPU AND BATCH");
    for (BenchResult result : results) {
      Floors floors = result.floors();
      if (floors == null) {
        continue;
      }
      Floors.Writes writes = floors.writes();
      table.row(
          List.of(
              Cell.of(label(result)),
              Cell.of(perSecond(result.measured().perSecond())),
              Cell.of(perSecond(floors.echo().perSecond())),
              Cell.of(share(result.ofEcho())),
              Cell.of(writes == null ? "" : perSecond(writes.putsPerSecond())),
              Cell.of(share(result.ofWrites())),
              Cell.of(
                  cpu(floors.echo())
                      + (writes == null
                          ? ""
                          : String.format(
                              Locale.ROOT,
                              "; writes %.2f; %,.0f/s of %d KiB, %d PUTs each, slowest %s ms",
                              writes.cpuMicrosPerPut(),
                              writes.perSecond(),
                              writes.batchBytes() >> 10,
                              writes.puts(),
                              millis(writes.slowestNanos()))))));
    }
    return table;
  }

  /** How ApexKV stands to each other system under the same load; more than 1 is better. */
  static Table ratios(List<BenchResult> results) {
    Table table =
        new Table()
            .left("LOAD")
            .left("APEXKV AGAINST")
            .right("OP/S")
            .right("MEDIAN LATENCY")
            .right("99 % LATENCY")
            .right("CPU");
    BenchResult ours = null;
    for (BenchResult result : results) {
      if (result.system().equals(BenchRun.NAME)) {
        ours = result;
      } else if (ours != null && ours.isClean() && result.isClean()) {
        Measurement own = ours.measured();
        Measurement other = result.measured();
        table.row(
            List.of(
                Cell.of(other.name()),
                Cell.of(result.system()),
                Cell.of(times(own.perSecond() / other.perSecond())),
                Cell.of(times(percentile(other, 50) / percentile(own, 50))),
                Cell.of(times(percentile(other, 99) / percentile(own, 99))),
                Cell.of(times(serversCpu(other) / serversCpu(own)))));
      }
    }
    return table;
  }

  private static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2f x", ratio);
  }

  private static double percentile(Measurement measured, double percentile) {
    return Math.max(1, measured.corrected().getValueAtPercentile(percentile));
  }

  /** Microseconds an operation of all processes but the client. */
  private static double serversCpu(Measurement measured) {
    List<Measurement.Cpu> cpu = measured.cpu();
    double sum = 0;
    for (Measurement.Cpu one : cpu.subList(0, cpu.size() - 1)) {
      sum += one.microsPerOperation();
    }
    return Math.max(1e-9, sum);
  }

  /** What each process paid for an operation: {@code leader 3.1, follower 1.4, client 0.9}. */
  private static String cpu(Measurement measured) {
    return measured.cpu().stream()
        .map(one -> String.format(Locale.ROOT, "%s %.1f", one.process(), one.microsPerOperation()))
        .collect(Collectors.joining(", "));
  }

  static String perSecond(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  static String millis(long nanos) {
    double millis = nanos / MILLI;
    return String.format(Locale.ROOT, millis < 10 ? "%.3f" : "%.1f", millis);
  }

  /** In percent; nothing for 0, which says that there is none. */
  private static String share(double share) {
    if (share == 0) {
      return "";
    }
    return String.format(Locale.ROOT, share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share);
  }
}
