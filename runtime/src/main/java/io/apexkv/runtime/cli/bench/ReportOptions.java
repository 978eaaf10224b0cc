package io.apexkv.runtime.cli.bench;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.bench.load.Measurement;
import io.apexkv.runtime.cli.text.Screen;
import io.apexkv.runtime.cli.text.Style;
import io.apexkv.runtime.cli.text.Table;
import io.apexkv.sim.cli.OutputFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How results are shown, shared by the commands that have some. */
final class ReportOptions {

  @Option(names = "--json", description = "Print one JSON object instead of tables.")
  private boolean json;

  @Option(
      names = "--png",
      paramLabel = "FILE",
      description = "Draw throughput, latencies and throughput over time, and write the picture.")
  private @Nullable Path png;

  /** Refuses a picture that can't be written; before the measurement, which takes minutes. */
  void check(CommandSpec spec) {
    if (png != null) {
      OutputFile.require(spec.commandLine(), "--png", png);
    }
  }

  /** Shows results in whichever ways were asked for. */
  void print(Screen screen, Machine machine, List<BenchResult> results) throws IOException {
    print(screen, machine, results, Map.of(), ReportTables.floors(results));
  }

  /**
   * The same, with ratios to other systems in place of floors.
   *
   * @param absent why a system is not, or not everywhere, in the results; said already
   */
  void printComparison(
      Screen screen, Machine machine, List<BenchResult> results, Map<String, String> absent)
      throws IOException {
    print(screen, machine, results, absent, ReportTables.ratios(results));
  }

  private void print(
      Screen screen,
      Machine machine,
      List<BenchResult> results,
      Map<String, String> absent,
      Table second)
      throws IOException {
    if (json) {
      screen.say(ReportJson.of(machine, results, absent));
    } else {
      printText(screen, machine, results, second);
    }
    if (png != null) {
      ReportPng.write(png, machine, results);
      screen.err().println("wrote " + png);
    }
  }

  private static void printText(
      Screen screen, Machine machine, List<BenchResult> results, Table second) {
    screen.say(machine.words());
    if (!machine.isQuiet()) {
      screen.say(
          screen.paint(
              Style.WARNING, "The machine was busy before: these figures are worth little."));
    }
    screen.say("");
    ReportTables.speeds(results).lines(screen.colour()).forEach(screen::say);
    if (second.rowCount() > 0) {
      screen.say("");
      second.lines(screen.colour()).forEach(screen::say);
    }
    screen.say("");
    LatencyPicture.lines(results).forEach(screen::say);
    for (BenchResult result : results) {
      sayTrouble(screen, ReportTables.label(result), result.measured());
      Floors floors = result.floors();
      if (floors != null) {
        sayTrouble(screen, floors.echo().name(), floors.echo());
      }
    }
  }

  private static void sayTrouble(Screen screen, String label, Measurement measurement) {
    String trouble = measurement.trouble();
    if (trouble != null) {
      screen.say(screen.paint(Style.BAD, label + ": " + trouble));
    }
  }
}
