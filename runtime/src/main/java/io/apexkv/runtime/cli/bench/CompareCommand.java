package io.apexkv.runtime.cli.bench;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.Version;
import io.apexkv.runtime.cli.bench.load.Load;
import io.apexkv.runtime.cli.bench.load.LoadRun;
import io.apexkv.runtime.cli.bench.load.Measurement;
import io.apexkv.runtime.cli.bench.rivals.Rival;
import io.apexkv.runtime.cli.text.HelpText;
import io.apexkv.runtime.cli.text.Progress;
import io.apexkv.runtime.cli.text.Screen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apex bench compare}: the same load on other systems, in one run. */
@Command(
    name = "compare",
    description = {
      "Puts the same load on ApexKV and on other systems that are installed here, each for a while"
          + " and in turn, all with their data on the same disk, all from the same load generator.",
      "Known: etcd (three nodes), redis (one process without consensus, appendfsync always),"
          + " sofajraft and ratis (three JVMs each, built by './mvnw -f bench/rivals/pom.xml -Dfast"
          + " package'). What is not there is skipped with a line that says so, and so is the rest"
          + " of one that fails."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {
      "0:Measured, and every request was answered well.",
      "1:Some request was not, by a system that stayed to the end.",
      ExitCodes.WRONG_USE_TEXT,
      ExitCodes.BUG_TEXT
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  ./apex bench compare",
      "  ./apex bench compare put-32 get-32 --systems etcd --png compare.png",
      "  ./apex bench compare put-1 --rounds 5 --json"
    })
final class CompareCommand implements Callable<Integer> {

  private static final int NODES = 3;
  private static final int ATTEMPTS = 5;
  private static final int MOST_ROUNDS = 1000;

  /** Between the end of a dying process' connections and its own. */
  private static final long DYING_NANOS = TimeUnit.SECONDS.toNanos(1);

  @Parameters(paramLabel = "LOAD", arity = "0..*", description = "Named loads. Usual: all.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--systems",
      split = ",",
      paramLabel = "NAME",
      description = "Compare with these alone. Usual: with all that are installed.")
  private List<String> systems = new ArrayList<>();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "Turns of each system at each load; the median one counts (${DEFAULT-VALUE}).")
  private int rounds;

  @Mixin private LoadOptions options;
  @Mixin private ReportOptions report;
  @Spec private CommandSpec spec;

  /** By name of a system: why it is not, or not everywhere, in the results. */
  private final Map<String, String> absent = new LinkedHashMap<>();

  @Override
  public Integer call() throws IOException {
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw new UserMistake("--rounds is " + rounds + ", expected 1 to 1000.", "3 is usual.");
    }
    Screen screen = Screen.of(spec);
    Map<String, Load> loads = options.loads(names, Preset.all(), false);
    report.check(spec);
    List<Rival.Kind> kinds = kinds(screen, loads.values().iterator().next());
    Path directory = options.directory();
    Machine machine = Machine.now();
    List<BenchResult> results;
    try (Progress progress = new Progress(screen)) {
      results = measure(progress, directory, kinds, loads);
    }
    report.printComparison(screen, machine, results, absent);
    return results.stream().allMatch(BenchResult::isClean) ? ExitCodes.OK : ExitCodes.FAILED;
  }

  /**
   * Those that are wanted, installed, and able to take the loads.
   *
   * @param load any of them: all have keys and values alike
   */
  private List<Rival.Kind> kinds(Screen screen, Load load) {
    List<Rival.Kind> known = Rival.all();
    for (String system : systems) {
      if (known.stream().noneMatch(kind -> kind.name().equals(system))) {
        throw new UserMistake(
            "--systems has '" + system + "', which is not known here.",
            "Known: " + known.stream().map(Rival.Kind::name).collect(Collectors.joining(", ")));
      }
    }
    List<Rival.Kind> found = new ArrayList<>();
    for (Rival.Kind kind : known) {
      if (!systems.isEmpty() && !systems.contains(kind.name())) {
        continue;
      }
      String reason = whyNot(kind, load);
      if (reason == null) {
        found.add(kind);
        screen.err().println(kind.name() + ": " + kind.setting());
      } else {
        absent.put(kind.name(), reason);
        screen.err().println(kind.name() + " is skipped: " + reason);
      }
    }
    return found;
  }

  private static @Nullable String whyNot(Rival.Kind kind, Load load) {
    String missing = kind.missing();
    if (missing != null) {
      return "this machine has no " + missing;
    }
    String unfit = kind.unfit(load);
    return unfit == null ? null : "it " + unfit;
  }

  private List<BenchResult> measure(
      Progress progress, Path directory, List<Rival.Kind> kinds, Map<String, Load> loads)
      throws IOException {
    Consumer<String> said = new BenchCommand.Said(progress);
    Map<String, Rival> rivals = new LinkedHashMap<>();
    try (BenchRun apex = BenchRun.onNewCluster(directory, NODES, said)) {
      Turns turns =
          new Turns(apex::run, (system, failed) -> drop(progress, rivals, system, failed));
      for (Rival.Kind kind : kinds) {
        said.accept("starting " + kind.name());
        try {
          Rival rival = kind.start(directory);
          rivals.put(kind.name(), rival);
          warmUp(rival, loads, said);
          turns.add(kind.name(), (name, load) -> run(kind, rival, name, load, said));
        } catch (IOException failed) {
          drop(progress, rivals, kind.name(), failed);
        }
      }
      return turns.run(loads, rounds);
    } finally {
      for (Rival rival : rivals.values()) {
        rival.close();
      }
    }
  }

  /** Another system that fails is no reason to lose the figures of those that don't. */
  private void drop(Progress progress, Map<String, Rival> rivals, String system, IOException failed)
      throws IOException {
    Rival gone = rivals.remove(system);
    String reason = failed.getMessage() + (gone == null ? "" : gone.lastWords());
    absent.put(system, reason);
    progress.say(system + " drops out: " + reason);
    if (gone != null) {
      gone.close(); // so that it takes nothing from the others
    }
  }

  private static void warmUp(Rival rival, Map<String, Load> loads, Consumer<String> said)
      throws IOException {
    Load load = loads.values().iterator().next();
    String failed = "";
    for (int attempt = 0; attempt < ATTEMPTS && failed != null; attempt++) {
      failed = LoadRun.warmUp(rival, load, said); // again after a change of leaders
    }
    if (failed != null) {
      throw new IOException("it did not take the keys: " + failed);
    }
  }

  private static BenchResult run(
      Rival.Kind kind, Rival rival, String name, Load load, Consumer<String> said)
      throws IOException {
    Consumer<String> named = text -> said.accept(kind.name() + " " + text);
    Measurement measured;
    try {
      measured = LoadRun.measure(rival, name, load, named);
    } catch (IOException failed) {
      rival.requireRunning(DYING_NANOS); // that is then the better reason
      throw failed;
    }
    // One of whose processes died drops out, and this round does not count.
    rival.requireRunning(measured.errors() > 0 ? DYING_NANOS : 0);
    return new BenchResult(kind.name(), measured, null);
  }
}
