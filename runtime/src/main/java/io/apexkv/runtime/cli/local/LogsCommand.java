package io.apexkv.runtime.cli.local;

import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.Version;
import io.apexkv.runtime.cli.text.HelpText;
import io.apexkv.runtime.cli.text.Screen;
import io.apexkv.runtime.cli.text.Style;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apex logs}: what the nodes of the local cluster say. */
@Command(
    name = "logs",
    description = {
      "Shows what the nodes of the local cluster logged, in the order of time.",
      "The log files hold one JSON object a line; --json shows them as they are."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {ExitCodes.OK_TEXT, ExitCodes.WRONG_USE_TEXT},
    footerHeading = HelpText.EXAMPLES,
    footer = {"  ./apex logs", "  ./apex logs leader -f", "  ./apex logs 2 -n 100 --json"})
public final class LogsCommand implements Callable<Integer> {

  private static final long POLL_MILLIS = 200;

  @Parameters(
      arity = "0..1",
      paramLabel = "NODE",
      defaultValue = "all",
      description = "A node's number, 'leader' or 'all'. Usual: all.")
  private String choice;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on with what is added, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "LINES",
      defaultValue = "20",
      description = "How many lines of each node to begin with. Usual: ${DEFAULT-VALUE}.")
  private int lines;

  @Option(names = "--json", description = "Shows the lines as they are in the files.")
  private boolean json;

  @Mixin private DirOption dir;
  @Spec private CommandSpec spec;

  /** A line, and whose it is. */
  private record Said(int node, Instant time, String text) {}

  @Override
  public Integer call() throws IOException {
    Screen screen = Screen.of(spec);
    ClusterFiles files = dir.files();
    LocalCluster cluster = LocalCluster.read(files);
    List<Integer> nodes = NodeChoice.parse(choice).resolve(files, cluster);
    boolean several = nodes.size() > 1;
    List<Said> begin = new ArrayList<>();
    Map<Integer, LogTail> tails = new TreeMap<>();
    for (int node : nodes) {
      tails.put(node, LogTail.fromEnd(files.log(node)));
      add(begin, node, LogTail.last(files.log(node), 0, Math.max(0, lines)));
    }
    show(begin, several, screen);
    while (follow && !screen.out().checkError()) {
      pause();
      List<Said> more = new ArrayList<>();
      for (Map.Entry<Integer, LogTail> tail : tails.entrySet()) {
        add(more, tail.getKey(), tail.getValue().added());
      }
      show(more, several, screen);
    }
    return ExitCodes.OK;
  }

  /** Adds a node's lines; one without a time goes with the one before it. */
  private void add(List<Said> said, int node, List<String> raw) {
    Instant time = Instant.MIN;
    for (String line : raw) {
      Instant own = LogLine.parse(line).time();
      time = own.equals(Instant.MIN) ? time : own;
      said.add(new Said(node, time, line));
    }
  }

  private void show(List<Said> said, boolean several, Screen screen) {
    said.sort(Comparator.comparing(Said::time)); // keeps a node's lines in their order
    for (Said one : said) {
      if (json) {
        screen.say(one.text());
      } else {
        String name = several ? screen.paint(Style.BOLD, "node " + one.node()) + "  " : "";
        screen.say(name + LogLine.parse(one.text()).render(screen.colour()));
      }
    }
    screen.out().flush();
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
