package io.apexkv.runtime.cli.bench;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.OptionRange;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.Version;
import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.text.HelpText;
import io.apexkv.runtime.cli.text.Progress;
import io.apexkv.runtime.cli.text.Screen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apex bench}: how fast it is, and how far from what the machine can do. */
@Command(
    name = "bench",
    description = {
      "Measures a cluster under load, and in the same run its two floors: a server that only"
          + " answers, and a loop of durable writes.",
      "It starts three nodes of its own and removes them afterwards, unless it is given --servers.",
      "Loads: put-32 and put-64 (8 connections, 32 and 64 deep), get-32, put-1 and get-1 (one"
          + " request at a time). Run it on a machine that has nothing else to do."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {CompareCommand.class, PartsCommand.class},
    synopsisSubcommandLabel = "[compare | parts]",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {
      "0:Measured, and every request was answered well.",
      "1:Some request was not; or --smoke found a ratio below half of what it was.",
      ExitCodes.WRONG_USE_TEXT,
      ExitCodes.BUG_TEXT
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  ./apex bench",
      "  ./apex bench put-32 get-32 --seconds 60 --png bench.png",
      "  ./apex bench --connections 4 --depth 16 --read-share 90 --zipf 0.99",
      "  ./apex bench put-32 --rate 50000",
      "  ./apex bench --servers 127.0.0.1:7001 --json",
      "  ./apex bench compare",
      "  ./apex bench parts"
    })
public final class BenchCommand implements Callable<Integer> {

  private static final int MOST_NODES = 9;
  private static final List<Preset> SMOKE = List.of(Preset.PUT_32, Preset.GET_32);

  @Parameters(paramLabel = "LOAD", arity = "0..*", description = "Named loads. Usual: all.")
  private List<String> names = new ArrayList<>();

  @Mixin private LoadOptions options;

  @Option(
      names = "--sessions",
      description = "Send PUTs under sessions, exactly once, as the Java client does.")
  private boolean sessions;

  @Option(
      names = "--servers",
      split = ",",
      paramLabel = "HOST:PORT",
      description = "Load this cluster rather than one of its own.")
  private List<String> servers = new ArrayList<>();

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "Nodes of its own cluster (${DEFAULT-VALUE}).")
  private int nodes;

  @Option(
      names = "--no-floors",
      description = "Leave the floors out; the run takes about half the time.")
  private boolean noFloors;

  @Option(
      names = "--smoke",
      description =
          "Run put-32 and get-32 for a short time, and fail if the share of its floor that one"
              + " reaches is below half of what bench/floor-ratios.properties says.")
  private boolean smoke;

  @Option(names = "--calibrate", description = "Write that file from such a run.")
  private boolean calibrate;

  @Mixin private ReportOptions report;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Screen screen = Screen.of(spec);
    Map<String, Load> loads = loads();
    OptionRange.require("--nodes", nodes, 1, MOST_NODES);
    FloorRatios expected = smoke ? FloorRatios.read(FloorRatios.usualFile()) : null;
    Machine machine = Machine.now();
    List<BenchResult> results = new ArrayList<>();
    List<String> fallen = List.of();
    try (Progress progress = new Progress(screen)) {
      Consumer<String> said = new Said(progress, screen.terminal());
      try (BenchRun run = start(said)) {
        results.addAll(measure(run, loads));
        if (expected != null) {
          fallen = judge(run, loads, expected, results);
        }
      }
    }
    report.print(screen, machine, results);
    return verdict(screen, machine, results, fallen);
  }

  private Map<String, Load> loads() {
    if (!smoke && !calibrate) {
      return options.loads(names, Preset.all(), sessions);
    }
    if (!names.isEmpty() || options.isCustom() || !servers.isEmpty() || noFloors) {
      throw new UserMistake(
          "--smoke and --calibrate run loads of their own with their floors.",
          "Leave out the names of loads, --connections, --depth, --read-share, --servers and"
              + " --no-floors.");
    }
    return options.loads(names, SMOKE, sessions);
  }

  private BenchRun start(Consumer<String> said) throws IOException {
    Path directory = options.directory();
    return servers.isEmpty()
        ? BenchRun.onNewCluster(directory, nodes, said)
        : BenchRun.onServers(servers, directory, said);
  }

  private List<BenchResult> measure(BenchRun run, Map<String, Load> loads) throws IOException {
    List<BenchResult> results = new ArrayList<>();
    for (Map.Entry<String, Load> load : loads.entrySet()) {
      results.add(
          noFloors
              ? run.run(load.getKey(), load.getValue())
              : run.runWithFloors(load.getKey(), load.getValue()));
    }
    return results;
  }

  /**
   * What fell. Where something did, or a request was not answered well, both loads are measured
   * once more, in place of the first results: it may have been a neighbour on the machine.
   */
  private List<String> judge(
      BenchRun run, Map<String, Load> loads, FloorRatios expected, List<BenchResult> results)
      throws IOException {
    FloorRatios measured = FloorRatios.of(results);
    if (isClean(results) && expected.fallen(measured).isEmpty()) {
      return List.of();
    }
    results.clear();
    results.addAll(measure(run, loads));
    return expected.fallen(measured.better(FloorRatios.of(results)));
  }

  private static boolean isClean(List<BenchResult> results) {
    return results.stream().allMatch(BenchResult::isClean);
  }

  private int verdict(
      Screen screen, Machine machine, List<BenchResult> results, List<String> fallen)
      throws IOException {
    boolean clean = isClean(results);
    for (String sentence : fallen) {
      screen.err().println("apex: " + sentence + ".");
    }
    if (calibrate && clean) {
      FloorRatios.of(results).write(FloorRatios.usualFile(), machine);
      screen.err().println("wrote " + FloorRatios.usualFile());
    }
    return clean && fallen.isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  /** Progress in words; without a terminal only what changes, not how fast. */
  record Said(Progress progress, boolean terminal) implements Consumer<String> {

    @Override
    public void accept(String text) {
      int comma = text.indexOf(", ");
      @Nullable String cut = terminal || comma < 0 ? text : text.substring(0, comma);
      progress.show(cut);
    }
  }
}
