package io.apexkv.runtime.cli.chaos;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.OptionRange;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.Version;
import io.apexkv.runtime.cli.text.HelpText;
import io.apexkv.runtime.cli.text.Screen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code apex chaos}: hits a real cluster while clients use it, and checks what they saw. */
@Command(
    name = "chaos",
    description = {
      "Starts a cluster of real processes, lets clients read and write, and meanwhile kills its"
          + " nodes with kill -9 and pauses them beyond the election timeout, the leader above"
          + " all. At the end every key is read, and the history of what the clients saw is"
          + " checked for linearizability.",
      "A run in which too little happened fails, too: 12 leaders killed, 4 pauses and 20,000"
          + " acknowledged operations a minute are the least.",
      "It has a directory and ports of its own, apart from the cluster of './apex up', and leaves"
          + " no process behind. docs/chaos.md tells more."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {
      "0:The history is linearizable, and all floors were reached.",
      "1:The history is not linearizable, or could not be decided in time; a floor was missed, a"
          + " node ended by itself, or the cluster did not heal. The message says what.",
      ExitCodes.WRONG_USE_TEXT
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  ./apex chaos",
      "  ./apex chaos --seconds 600 --history long.jsonl && ./apex check long.jsonl",
      "  ./apex chaos --nodes 5 --seed 7 --json",
      "  ./apex chaos --seconds 20 --sin retry-under-new-session    must fail"
    })
public final class ChaosCommand implements Callable<Integer> {

  private static final int LEAST_SECONDS = 10;
  private static final int MOST_SECONDS = 3600;
  private static final int MOST_RATE = 5_000;
  private static final long MOST_OPERATIONS = 3_000_000;

  @Option(
      names = "--seconds",
      paramLabel = "N",
      defaultValue = "60",
      description = "How long clients and faults go on, 10 to 3600. Usual: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--nodes",
      paramLabel = "N",
      defaultValue = "3",
      description = "Nodes of the cluster, 3 to 9. Usual: ${DEFAULT-VALUE}.")
  private int nodes;

  @Option(
      names = "--keys",
      paramLabel = "N",
      defaultValue = "100",
      description = "Keys that the clients share, 100 to 10000. Usual: ${DEFAULT-VALUE}.")
  private int keys;

  @Option(
      names = "--clients",
      paramLabel = "N",
      defaultValue = "24",
      description =
          "Clients at the same time, 4 to 256. Four share a connection; of four connections one"
              + " writes without sessions. Usual: ${DEFAULT-VALUE}.")
  private int clients;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "800",
      description =
          "Operations a second of all clients together, 400 to 5000; what an outage costs is made"
              + " up for. Usual: ${DEFAULT-VALUE}.")
  private int rate;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Draws the same strikes and operations; what comes of them still depends on the"
              + " machine. Usual: another each time.")
  private @Nullable Long seed;

  @Option(
      names = "--history",
      paramLabel = "FILE",
      description =
          "Where the history goes, a new file. Usual: history.jsonl in the run's directory.")
  private @Nullable Path history;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description =
          "The run's directory, new or empty. Usual: one named after the time, below"
              + " .apex/chaos.")
  private @Nullable Path dir;

  @Option(names = "--keep", description = "Keeps the nodes' data and logs even if all went well.")
  private boolean keep;

  @Option(names = "--json", description = "Writes one JSON object.")
  private boolean json;

  @Option(
      names = "--sin",
      paramLabel = "SIN",
      converter = SinWord.class,
      description =
          "Half of the clients do something wrong, and the run must fail:"
              + " retry-under-new-session sends a write without a definite answer again under"
              + " another session, so that it may be applied twice.")
  private @Nullable Sin sin;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    OptionRange.require("--seconds", seconds, LEAST_SECONDS, MOST_SECONDS);
    OptionRange.require("--nodes", nodes, 3, 9);
    OptionRange.require("--keys", keys, 100, 10_000);
    OptionRange.require("--clients", clients, 4, 256);
    OptionRange.require("--rate", rate, 400, MOST_RATE);
    requireCheckable();
    Screen screen = Screen.of(spec);
    long drawn = seed != null ? seed : ThreadLocalRandom.current().nextInt(1, 1_000_000);
    ChaosPlan plan = new ChaosPlan(seconds, nodes, keys, clients, rate, drawn, sin);
    RunDirectory directory = RunDirectory.make("chaos", dir, history, plan.diskBytes());
    ChaosResult result = new ChaosRun(plan, directory, screen).run(keep);
    if (json) {
      screen.say(ChaosJson.of(result, directory));
    } else {
      new ChaosTable(result, directory, screen).print();
    }
    return result.problems().isEmpty() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private void requireCheckable() {
    long operations = (long) seconds * rate;
    if (operations > MOST_OPERATIONS) {
      throw new UserMistake(
          String.format(
              Locale.ROOT,
              "%d seconds at %d operations a second are %,d, and a history of more than %,d takes"
                  + " too much memory to be checked.",
              seconds,
              rate,
              operations,
              MOST_OPERATIONS),
          "Take fewer --seconds, or a lower --rate.");
    }
  }
}
