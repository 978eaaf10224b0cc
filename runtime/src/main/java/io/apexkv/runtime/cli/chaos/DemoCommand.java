package io.apexkv.runtime.cli.chaos;

import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.Version;
import io.apexkv.runtime.cli.local.ClusterFiles;
import io.apexkv.runtime.cli.text.HelpText;
import io.apexkv.runtime.cli.text.Screen;
import io.apexkv.runtime.cli.text.Style;
import io.apexkv.runtime.cli.text.Units;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code apex demo}: half a minute that shows a cluster lose its leader and nothing else. */
@Command(
    name = "demo",
    description = {
      "Half a minute to watch: three nodes, clients that write, and kill -9 of the leader, a pause"
          + " of the next one, and the end of all nodes at once. Then every acknowledged write is"
          + " read back, and the history is checked.",
      "On a terminal it is a moving picture; elsewhere it tells what happens, a line each. It has"
          + " a directory and ports of its own, and leaves no process behind."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {
      "0:Nothing that was acknowledged is lost, and the history is linearizable.",
      "1:Something is lost, could not be read back, or is not linearizable.",
      ExitCodes.WRONG_USE_TEXT
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {"  ./apex demo", "  NO_COLOR=1 ./apex demo"})
public final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Screen screen = Screen.of(spec);
    RunDirectory directory = RunDirectory.make("demo", null, null, DemoRun.DISK_BYTES);
    screen.say("Starting three nodes; this takes a moment.");
    DemoRun.Result result =
        screen.terminal() ? runOnTerminal(directory, screen) : runInLines(directory, screen);
    summary(result, directory, screen);
    return result.passed() ? ExitCodes.OK : ExitCodes.FAILED;
  }

  private static DemoRun.Result runOnTerminal(RunDirectory directory, Screen screen)
      throws IOException, InterruptedException {
    boolean fine = Canvas.isUnicode(System.getenv());
    try (Canvas canvas = new Canvas(screen)) {
      DemoRun.Show show =
          scene -> canvas.draw(new Picture(canvas.width(), screen.colour(), fine).lines(scene));
      return new DemoRun(directory, show).run(canvas::showCursor);
    }
  }

  private static DemoRun.Result runInLines(RunDirectory directory, Screen screen)
      throws IOException, InterruptedException {
    int[] told = {0};
    DemoRun.Show show =
        scene -> {
          List<String> story = scene.story();
          while (told[0] < story.size()) {
            screen.say(story.get(told[0]++));
          }
        };
    return new DemoRun(directory, show).run(() -> {});
  }

  private static void summary(DemoRun.Result result, RunDirectory directory, Screen screen) {
    screen.say("");
    screen.say(
        String.format(Locale.ROOT, "%,d writes were acknowledged, ", result.acknowledged())
            + (result.passed()
                ? screen.paint(Style.GOOD, "and all of them are there: nothing was lost.")
                : screen.paint(
                    Style.BAD,
                    String.format(
                        Locale.ROOT,
                        "%,d could be read back, and %,d were lost.",
                        result.readBack(),
                        result.lost()))));
    screen.say(
        String.format(
            Locale.ROOT,
            "What the clients saw is %s: %,d operations, checked in %s.",
            result.judgement().verdictWords(),
            result.judgement().operations(),
            Units.took(result.judgement().tookNanos())));
    result.judgement().explanation().forEach(line -> screen.say("  " + line));
    if (result.fall() != null) {
      screen.say(
          "Node "
              + result.fall().node()
              + " ended by itself, with exit code "
              + result.fall().exitCode()
              + ":");
      result.fall().lastWords().forEach(line -> screen.say("  " + line));
    }
    if (!result.passed()) {
      screen.say("History and logs: " + ClusterFiles.shown(directory.root()));
      return;
    }
    screen.say("");
    next(screen, "check it yourself", "./apex check " + ClusterFiles.shown(directory.history()));
    next(screen, "a minute of worse", "./apex chaos");
    next(screen, "a cluster to try", "./apex up");
    next(screen, "a thousand disasters", "./apex sim --seeds 1..20");
  }

  private static void next(Screen screen, String what, String line) {
    screen.say("%-20s  %s".formatted(what, screen.paint(Style.BOLD, line)));
  }
}
