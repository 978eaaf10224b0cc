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
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
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
      "1:Some request was not; or --smoke or --calibrate found a ratio below half of what it was.",
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

  private static final int USUAL_NODES = 3;
  private static final int MOST_NODES = 9;

  /** What changes nothing of the loads that ratios are taken of. */
  private static final Set<String> BESIDE_SMOKE =
      Set.of("--smoke", "--calibrate", "--dir", "--json", "--png");

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
      description =
          "Load this cluster rather than one of its own. The load's keys, integers of 8 bytes from"
              + " 0 on, are written there and stay.")
  private List<String> servers = new ArrayList<>();

  @Option(
      names = "--nodes",
      paramLabel = "N",
      description = "Nodes of its own cluster. Usual: " + USUAL_NODES + ".")
  private @Nullable Integer nodes;

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

  @Option(
      names = "--calibrate",
      description =
          "Run the loads of --smoke, and write bench/floor-ratios.properties from what they reach."
              + " Only on a quiet machine, and only if nothing fell below half of what it was.")
  private boolean calibrate;

  @Mixin private ReportOptions report;
  @Spec private CommandSpec spec;

  private final Supplier<Machine> machineNow;

  /** For this machine. */
  public BenchCommand() {
    this(Machine::now);
  }

  /** For tests: a machine that is as busy as they like. */
  BenchCommand(Supplier<Machine> machineNow) {
    this.machineNow = machineNow;
  }

  @Override
  public Integer call() throws IOException {
    Screen screen = Screen.of(spec);
    Map<String, Load> loads = loads();
    int ownNodes = ownNodes();
    servers.forEach(ServerAddress::resolve);
    report.check(spec);
    Machine machine = machineNow.get();
    Path file = FloorRatios.usualFile();
    Calibration calibration = calibrate ? Calibration.on(machine, file) : null;
    FloorRatios expected = calibration != null ? calibration.before() : null;
    if (smoke) {
      expected = FloorRatios.read(file);
    }
    Path directory = servers.isEmpty() ? options.directory() : null;
    List<BenchResult> results = new ArrayList<>();
    FloorRatios ratios;
    try (Progress progress = new Progress(screen)) {
      Consumer<String> said = new Said(progress);
      try (BenchRun run = start(directory, ownNodes, said)) {
        results.addAll(measure(run, loads));
        ratios = ratios(run, loads, expected, results);
      }
    }
    report.print(screen, machine, results);
    boolean good = isClean(results);
    if (calibration != null) {
      good = calibration.write(ratios, good, machine, screen.err());
    } else if (expected != null) {
      good = isAsExpected(screen, expected, ratios) && good;
    }
    return good ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private Map<String, Load> loads() {
    if (!smoke && !calibrate) {
      return options.loads(names, Preset.all(), sessions);
    }
    if (smoke && calibrate) {
      throw new UserMistake(
          "--smoke holds a run against bench/floor-ratios.properties, and --calibrate writes that"
              + " file.",
          "Give one of them.");
    }
    for (ArgSpec given : spec.commandLine().getParseResult().matchedArgs()) {
      String name = given instanceof OptionSpec option ? option.longestName() : "names of loads";
      if (!BESIDE_SMOKE.contains(name)) {
        throw new UserMistake(
            "--smoke and --calibrate run loads of their own with their floors, always the same.",
            "Leave out " + name + ".");
      }
    }
    return options.loads(names, SMOKE, sessions);
  }

  private int ownNodes() {
    if (nodes != null && !servers.isEmpty()) {
      throw new UserMistake(
          "--servers names a cluster that has as many nodes as it has.", "Leave out --nodes.");
    }
    if (options.hasDirectory() && !servers.isEmpty()) {
      throw new UserMistake(
          "--servers names a cluster that keeps its data where it does.", "Leave out --dir.");
    }
    int count = nodes == null ? USUAL_NODES : nodes;
    OptionRange.require("--nodes", count, 1, MOST_NODES);
    return count;
  }

  /**
   * @param directory where its own cluster is to be; null for one that runs already
   */
  private BenchRun start(@Nullable Path directory, int ownNodes, Consumer<String> said)
      throws IOException {
    return directory == null
        ? BenchRun.onServers(servers, said)
        : BenchRun.onNewCluster(directory, ownNodes, said);
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
   * What was reached. Where something fell, or a request was not answered well, all loads are
   * measured once more, in place of the first results: it may have been a neighbour on the machine.
   *
   * @param expected null if this run is held against nothing
   */
  private FloorRatios ratios(
      BenchRun run,
      Map<String, Load> loads,
      @Nullable FloorRatios expected,
      List<BenchResult> results)
      throws IOException {
    FloorRatios first = FloorRatios.of(results);
    boolean clean = isClean(results);
    if (expected == null || (clean && expected.fallen(first).isEmpty())) {
      return first;
    }
    results.clear();
    results.addAll(measure(run, loads));
    FloorRatios second = FloorRatios.of(results);
    return clean ? first.better(second) : second;
  }

  private static boolean isClean(List<BenchResult> results) {
    return results.stream().allMatch(BenchResult::isClean);
  }

  private static boolean isAsExpected(Screen screen, FloorRatios expected, FloorRatios ratios) {
    List<String> fallen = expected.fallen(ratios);
    fallen.forEach(sentence -> screen.err().println("apex: " + sentence + "."));
    return fallen.isEmpty();
  }

  /** Progress in words; where the line can't move only what changes, not how fast. */
  record Said(Progress progress) implements Consumer<String> {

    @Override
    public void accept(String text) {
      int comma = text.indexOf(", ");
      @Nullable String cut = progress.moves() || comma < 0 ? text : text.substring(0, comma);
      progress.show(cut);
    }
  }
}
