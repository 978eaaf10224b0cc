package io.apexkv.sim.cli;

import io.apexkv.sim.cli.FileReport.Checked;
import io.apexkv.sim.cli.FileReport.Skipped;
import io.apexkv.sim.cli.FileReport.Unreadable;
import io.apexkv.sim.cli.HistoryFiles.Argument;
import io.apexkv.sim.linearizability.Explanation;
import io.apexkv.sim.linearizability.Verdict;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;

/**
 * For people: a row a file, then for each violation why, then how many of each. What can't be read
 * is explained on standard error, where a line that comes and goes shows the file under way.
 */
final class CheckTable implements CheckPrinter {
  private static final int MAX_NAME_WIDTH = 72;

  private final PrintWriter out;
  private final PrintWriter err;
  private final StatusLine line;
  private final Ansi ansi;
  private final int fileCount;
  private final int nameWidth;

  /**
   * @param isErrTerminal whether {@code err} is a terminal
   * @param ansi whether {@code out} may be coloured
   */
  CheckTable(
      PrintWriter out, PrintWriter err, boolean isErrTerminal, Ansi ansi, List<Argument> inputs) {
    this.out = out;
    this.err = err;
    line = new StatusLine(err, isErrTerminal);
    this.ansi = ansi;
    fileCount = inputs.stream().mapToInt(input -> input.files().size()).sum();
    int longest =
        inputs.stream()
            .flatMap(input -> Stream.concat(Stream.of(input.path()), paths(input)))
            .mapToInt(path -> path.toString().length())
            .max()
            .orElse(0);
    nameWidth = Math.max("FILE".length(), Math.min(longest, MAX_NAME_WIDTH));
    row("FILE", "MODEL", "OPERATIONS", "KEYS", "VERDICT");
  }

  private static Stream<Path> paths(Argument input) {
    return input.files().stream().map(HistoryFiles.Found::path);
  }

  @Override
  public void progress(int done, String name) {
    if (fileCount > 1) {
      line.show("checking " + (done + 1) + " of " + fileCount + ": " + name);
    }
  }

  @Override
  public void print(FileReport report) {
    line.erase();
    String verdict = coloured(report);
    switch (report) {
      case Checked checked ->
          row(
              checked.name(),
              checked.recorded().model().word(),
              Integer.toString(checked.recorded().history().size()),
              Integer.toString(checked.result().keyCount()),
              verdict);
      case Unreadable unreadable -> row(unreadable.name(), "-", "-", "-", verdict);
      case Skipped skipped -> row(skipped.name(), "-", "-", "-", verdict + ", it holds no history");
    }
  }

  private void row(String name, String model, String operations, String keys, String verdict) {
    out.println(
        String.format(
            Locale.ROOT,
            "%-" + nameWidth + "s  %-8s  %10s  %4s  %s",
            name,
            model,
            operations,
            keys,
            verdict));
  }

  private String coloured(FileReport report) {
    String colour =
        switch (report) {
          case Checked checked ->
              switch (checked.result().verdict()) {
                case LINEARIZABLE -> "green";
                case NOT_LINEARIZABLE -> "bold,red";
                case UNKNOWN -> "yellow";
              };
          case Unreadable unreadable -> "bold,red";
          case Skipped skipped -> "faint";
        };
    return ansi.string("@|" + colour + " " + report.verdict() + "|@");
  }

  @Override
  public void end(List<FileReport> reports) {
    for (FileReport report : reports) {
      if (report instanceof Checked checked) {
        explain(checked);
      }
    }
    out.println();
    out.println(summary(reports));
    out.flush();
    for (FileReport report : reports) {
      if (report instanceof Unreadable unreadable) {
        err.println(unreadable.name() + ": " + unreadable.reason());
      }
    }
    err.flush();
  }

  private void explain(Checked checked) {
    if (checked.result().verdict() != Verdict.NOT_LINEARIZABLE) {
      return;
    }
    out.println();
    int broken = checked.result().brokenKeys().size();
    out.println(
        checked.name()
            + " is not linearizable"
            + (broken > 1 ? " on " + broken + " keys; the first:" : ":"));
    Explanation explanation =
        new Explanation(checked.recorded().history(), checked.recorded().model(), "line");
    checked
        .result()
        .violation()
        .ifPresentOrElse(
            violation -> explanation.lines(violation).forEach(line -> out.println("  " + line)),
            () -> out.println("  the time limit came before it was found where it breaks"));
  }

  private static String summary(List<FileReport> reports) {
    List<String> parts = new ArrayList<>();
    for (String verdict :
        List.of("linearizable", "not linearizable", "unknown", "unreadable", "skipped")) {
      long count = reports.stream().filter(report -> report.verdict().equals(verdict)).count();
      if (count > 0) {
        parts.add(count + " " + verdict);
      }
    }
    return String.join(", ", parts);
  }
}
