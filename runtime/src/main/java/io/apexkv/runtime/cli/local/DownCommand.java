package io.apexkv.runtime.cli.local;

import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.Version;
import io.apexkv.runtime.cli.text.HelpText;
import io.apexkv.runtime.cli.text.Screen;
import io.apexkv.runtime.cli.text.Style;
import io.apexkv.runtime.cli.text.Units;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code apex down}: stops the local cluster, and forgets it if asked to. */
@Command(
    name = "down",
    description = {
      "Stops every node of the local cluster and keeps its data.",
      "A node is asked to end, answers what it has begun, and is killed if it takes too long; no"
          + " acknowledged write is lost either way."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {
      "0:Nothing runs any more.",
      "1:You answered no, and nothing was done.",
      ExitCodes.WRONG_USE_TEXT
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  ./apex down",
      "  ./apex down --wipe",
      "  ./apex down --wipe --yes   # in a script"
    })
public final class DownCommand implements Callable<Integer> {

  private static final int MOST_NODES = 9;

  @Option(names = "--wipe", description = "Deletes the cluster's data and logs, too.")
  private boolean wipe;

  @Option(
      names = "--yes",
      description = "Does not ask before it deletes; needed where there is no terminal to ask on.")
  private boolean yes;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How long nodes may take to end. Usual: ${DEFAULT-VALUE}.")
  private int timeoutSeconds;

  @Mixin private DirOption dir;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    Screen screen = Screen.of(spec);
    ClusterFiles files = dir.files();
    if (!Files.isDirectory(files.root())) {
      screen.say("There is no local cluster in " + ClusterFiles.shown(files.root()) + ".");
      return ExitCodes.OK;
    }
    try (ClusterLock lock = ClusterLock.take(files)) {
      List<Path> targets = wipe ? Wipe.targets(files) : List.of();
      if (!targets.isEmpty() && !yes && !agrees(files, targets, screen)) {
        screen.say("Nothing was done.");
        return ExitCodes.FAILED;
      }
      stop(files, screen);
      Wipe.delete(targets);
      if (wipe) {
        Wipe.deleteRoot(files);
        screen.say("The cluster and its data are gone.");
      } else if (files.hasCluster()) {
        screen.say("The data is kept; './apex up" + dir.toPaste() + "' starts it again.");
      }
    }
    return ExitCodes.OK;
  }

  private void stop(ClusterFiles files, Screen screen) throws IOException {
    List<Integer> nodes = IntStream.rangeClosed(1, MOST_NODES).boxed().toList();
    List<NodeStopper.Stopped> stopped =
        new NodeStopper(files).stop(nodes, Duration.ofSeconds(timeoutSeconds));
    for (NodeStopper.Stopped node : stopped) {
      screen.say(
          "node "
              + node.node()
              + " (process "
              + node.pid()
              + ") "
              + (node.killed()
                  ? screen.paint(
                      Style.WARNING, "had to be killed: it did not end in " + timeoutSeconds + " s")
                  : "stopped"));
    }
    if (stopped.isEmpty()) {
      screen.say("No node was running.");
    }
  }

  private static boolean agrees(ClusterFiles files, List<Path> targets, Screen screen)
      throws IOException {
    if (!screen.canAsk()) {
      throw new UserMistake(
          "--wipe deletes all data in "
              + ClusterFiles.shown(files.root())
              + " for good, and there is no terminal to ask you on; nothing was done.",
          "If you mean it, add --yes.");
    }
    String answer =
        screen.ask(
            "This stops the cluster in "
                + ClusterFiles.shown(files.root())
                + " and deletes all its data ("
                + Units.bytes(Wipe.bytes(targets))
                + ") for good. Type yes to do it: ");
    return answer.equalsIgnoreCase("yes");
  }
}
