package io.apexkv.sim.cli;

import io.apexkv.sim.replay.Replay;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apex replay}: does again what a recorded node did, and compares. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    header = "Replay a node's recording in a fresh kernel and compare every effect.",
    description =
        "Reads a recording that 'apex node --record FILE' made, gives its inputs to a fresh kernel,"
            + " and compares the hash of each flush's effects with the recorded one.",
    footerHeading = "%nExample:%n",
    footer = {"  ./apex replay node1.rec"},
    exitCodeOnInvalidInput = ReplayCommand.WRONG_USE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:The replay had the same effects.",
      "1:It had different effects: the kernel is not the recorded one, or the file was damaged."
          + " The first difference is printed.",
      "3:The file is not a recording, or can't be read.",
      "64:An option or argument is wrong.",
      "70:A bug in ApexKV. Please report the printed trace."
    })
public final class ReplayCommand implements Callable<Integer> {

  private static final int SAME = 0;
  private static final int DIFFERENT = 1;
  private static final int UNREADABLE = 3;
  static final int WRONG_USE = 64;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The recording.")
  private Path file;

  @Option(names = "--json", description = "Print the result as one line of JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (Files.isDirectory(file)) {
      return unreadable("it is a directory");
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
      ProgressLine progress =
          new ProgressLine(new StatusLine(spec.commandLine().getErr()), Files.size(file));
      Replay.Result result;
      try {
        result = Replay.run(in, progress);
      } finally {
        progress.clear();
      }
      print(result);
      return result.same() ? SAME : DIFFERENT;
    } catch (NoSuchFileException e) {
      return unreadable("there is no such file");
    } catch (IOException e) {
      return unreadable("it can't be read: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      return unreadable(String.valueOf(e.getMessage()));
    }
  }

  private int unreadable(String why) {
    spec.commandLine()
        .getErr()
        .println(
            "apex replay: "
                + file
                + ": "
                + why
                + ". Give a file that 'apex node --record FILE'"
                + " wrote.");
    return UNREADABLE;
  }

  private void print(Replay.Result result) {
    PrintWriter out = spec.commandLine().getOut();
    String hash = Long.toHexString(result.hash());
    if (json) {
      out.printf(
          Locale.ROOT,
          "{\"same\":%b,\"node\":%d,\"inputs\":%d,\"flushes\":%d,\"hash\":\"%s\",\"orderly\":%b}%n",
          result.same(),
          result.config().node(),
          result.inputs(),
          result.flushes(),
          hash,
          result.orderly());
    } else {
      out.printf(
          Locale.ROOT,
          "node      %d of cluster %s%n",
          result.config().node(),
          result.config().cluster());
      out.printf(Locale.ROOT, "inputs    %,d%n", result.inputs());
      out.printf(Locale.ROOT, "flushes   %,d%n", result.flushes());
      if (result.same()) { // after a difference nobody looked for the end
        out.printf(
            Locale.ROOT,
            "end       %s%n",
            result.orderly() ? "orderly" : "cut off: the file stops, as when a process is killed");
      }
      if (!result.halted().isEmpty()) {
        out.printf(Locale.ROOT, "halted    %s%n", result.halted());
      }
      out.printf(Locale.ROOT, "hash      %s%n", hash);
      out.println(
          result.same()
              ? "same      every flush had the recorded effects"
              : "DIFFERENT "
                  + result.difference()
                  + ": this kernel is not the recorded one, or the file was damaged");
    }
    out.flush();
  }

  /** A percentage, on a terminal only. */
  private static final class ProgressLine implements Replay.Progress {
    private final StatusLine line;
    private final long size;
    private long shownPercent = -1;

    ProgressLine(StatusLine line, long size) {
      this.line = line;
      this.size = Math.max(1, size);
    }

    @Override
    public void flushed(long flushes, long bytes) {
      long percent = 100 * bytes / size;
      if (percent != shownPercent) {
        shownPercent = percent;
        line.show("replaying " + percent + " %");
      }
    }

    void clear() {
      line.erase();
    }
  }
}
