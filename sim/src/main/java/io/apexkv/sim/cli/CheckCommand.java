package io.apexkv.sim.cli;

import io.apexkv.sim.cli.HistoryFiles.Argument;
import io.apexkv.sim.cli.HistoryFiles.Found;
import io.apexkv.sim.history.HistoryReader;
import io.apexkv.sim.history.Model;
import io.apexkv.sim.history.RecordedHistory;
import io.apexkv.sim.history.UnreadableHistoryException;
import io.apexkv.sim.linearizability.Budget;
import io.apexkv.sim.linearizability.CheckResult;
import io.apexkv.sim.linearizability.LinearizabilityChecker;
import io.apexkv.sim.linearizability.Verdict;
import io.apexkv.sim.page.HistoryPage;
import io.apexkv.sim.page.NemesisLines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apex check}: says of recorded histories whether they are linearizable. */
@Command(
    name = "check",
    description = {
      "Says of recorded client histories whether they are linearizable, key by key.",
      "",
      "Reads Jepsen logs of a register, EDN maps, and the JSON lines that ApexKV records itself;"
          + " docs/histories.md describes them. A file is recognised by its content. In a folder,"
          + " files that hold no history are skipped."
    },
    exitCodeOnInvalidInput = CheckCommand.WRONG_USE,
    exitCodeListHeading = "%nExit codes (the first that applies, in the order 4, 3, 1, 2, 0):%n",
    exitCodeList = {
      "0:All histories are linearizable.",
      "1:Some history is not.",
      "2:For some history the time limit came first: unknown.",
      "3:Some input can't be read as a history. The message says where and why.",
      "4:The page could not be written. The message says why.",
      "64:An option or argument is wrong."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./apex check history.jsonl",
      "  ./apex check --model register --time-limit 10 runs/",
      "  ./apex check --html page.html history.jsonl"
    })
public final class CheckCommand implements Callable<Integer> {
  static final int ALL_LINEARIZABLE = 0;
  static final int SOME_NOT = 1;
  static final int SOME_UNKNOWN = 2;
  static final int SOME_UNREADABLE = 3;
  static final int UNWRITABLE = 4;
  static final int WRONG_USE = 64;

  /** More would not fit in memory with what is made of it. */
  private static final long MAX_FILE_BYTES = 1L << 30;

  private static final double MAX_TIME_LIMIT_SECONDS = 1e9;
  private static final int STEPS_BETWEEN_CLOCK_READINGS = 1 << 12;

  private final LongSupplier clockNanos;

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  @SuppressWarnings("UnusedVariable") // picocli looks at it
  private boolean helpRequested;

  @Option(
      names = "--model",
      paramLabel = "register|kv",
      converter = ModelWord.class,
      description =
          "What each key is: a register (read, write, cas, delete; starts as nil) or a kv string"
              + " (get, put, append; starts empty). An operation that it does not have is an error."
              + " Without this the first operation of a file decides.")
  private Optional<Model> model = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object a file instead of a table.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "PAGE",
      description =
          "Write one history as a page for a browser, which needs no network: the first that is not"
              + " linearizable, else the first.")
  private Optional<Path> html = Optional.empty();

  @Option(
      names = "--time-limit",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "For one file; then its verdict is unknown. Default: ${DEFAULT-VALUE}.")
  private double timeLimitSeconds;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "Histories, or folders of them.")
  private List<Path> arguments = List.of();

  /** For picocli. */
  public CheckCommand() {
    this(System::nanoTime);
  }

  /** With a clock of its own, for tests. */
  CheckCommand(LongSupplier clockNanos) {
    this.clockNanos = clockNanos;
  }

  @Override
  public Integer call() {
    if (!(timeLimitSeconds > 0 && timeLimitSeconds <= MAX_TIME_LIMIT_SECONDS)) {
      throw WrongUse.found(
          spec.commandLine(),
          "--time-limit " + timeLimitSeconds,
          "seconds greater than 0, at most a billion");
    }
    html.ifPresent(file -> PageFile.requirePlace(spec.commandLine(), file));
    List<Argument> inputs = arguments.stream().map(HistoryFiles::below).toList();
    CheckPrinter printer = printer(inputs);
    List<FileReport> reports = new ArrayList<>();
    for (Argument input : inputs) {
      reports.addAll(check(input, printer, reports.size()));
    }
    printer.end(reports);
    boolean written = html.isEmpty() || writePage(html.get(), reports);
    return written ? exitCode(reports) : UNWRITABLE;
  }

  private boolean writePage(Path file, List<FileReport> reports) {
    Optional<FileReport.Checked> shown = Optional.empty();
    for (FileReport report : reports) {
      if (report instanceof FileReport.Checked checked) {
        if (shown.isEmpty() || (isBroken(checked) && !isBroken(shown.get()))) {
          shown = Optional.of(checked);
        }
      }
    }
    if (shown.isEmpty()) {
      spec.commandLine().getErr().println("page: none was written, there is no history to show");
      spec.commandLine().getErr().flush();
      return true;
    }
    FileReport.Checked checked = shown.get();
    String data =
        HistoryPage.data(
            checked.name(),
            "./apex check " + checked.name(),
            checked.recorded(),
            checked.result(),
            nemesis(checked.name()));
    return PageFile.write(spec.commandLine(), file, data);
  }

  /** What was done to the cluster; a page goes without it if the file is gone meanwhile. */
  private static List<NemesisLines.Mark> nemesis(String file) {
    try {
      return NemesisLines.in(Files.readAllLines(Path.of(file)));
    } catch (IOException gone) {
      return List.of();
    }
  }

  private static boolean isBroken(FileReport.Checked checked) {
    return checked.result().verdict() == Verdict.NOT_LINEARIZABLE;
  }

  private CheckPrinter printer(List<Argument> inputs) {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    return json
        ? new CheckJson(out)
        : new CheckTable(
            out,
            err,
            StandardError.isTerminal(),
            spec.commandLine().getColorScheme().ansi(),
            inputs);
  }

  /** Checks and prints the files of one argument; a folder without any history is unreadable. */
  private List<FileReport> check(Argument input, CheckPrinter printer, int doneBefore) {
    List<FileReport> reports = new ArrayList<>();
    boolean onlySkipped = true;
    for (Found file : input.files()) {
      printer.progress(doneBefore + reports.size(), file.path().toString());
      FileReport report = check(file);
      printer.print(report);
      reports.add(report);
      onlySkipped &= report instanceof FileReport.Skipped;
    }
    if (onlySkipped) {
      String reason =
          input
              .error()
              .orElse("found no history in its " + reports.size() + " files, expected one");
      FileReport report = new FileReport.Unreadable(input.path().toString(), reason);
      printer.print(report);
      reports.add(report);
    }
    return reports;
  }

  private FileReport check(Found file) {
    String name = file.path().toString();
    try {
      if (Files.exists(file.path()) && Files.size(file.path()) > MAX_FILE_BYTES) {
        return new FileReport.Unreadable(name, "found more than 1 GiB, expected less");
      }
      HistoryReader reader = HistoryReader.of(Files.readAllBytes(file.path()));
      if (!file.named() && !reader.looksLikeHistory()) {
        return new FileReport.Skipped(name);
      }
      RecordedHistory recorded = reader.read(model);
      CheckResult result =
          LinearizabilityChecker.check(recorded.history(), recorded.model(), timeLimit());
      return new FileReport.Checked(name, recorded, result);
    } catch (UnreadableHistoryException e) {
      return new FileReport.Unreadable(name, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new FileReport.Unreadable(name, HistoryFiles.reason(e));
    }
  }

  private Budget timeLimit() {
    long startNanos = clockNanos.getAsLong();
    long limitNanos = (long) (timeLimitSeconds * 1e9);
    return steps ->
        steps % STEPS_BETWEEN_CLOCK_READINGS == 0
            && clockNanos.getAsLong() - startNanos > limitNanos;
  }

  private static int exitCode(List<FileReport> reports) {
    boolean notLinearizable = false;
    boolean unknown = false;
    for (FileReport report : reports) {
      switch (report) {
        case FileReport.Unreadable unreadable -> {
          return SOME_UNREADABLE;
        }
        case FileReport.Skipped skipped -> {}
        case FileReport.Checked checked -> {
          switch (checked.result().verdict()) {
            case LINEARIZABLE -> {}
            case NOT_LINEARIZABLE -> notLinearizable = true;
            case UNKNOWN -> unknown = true;
          }
        }
      }
    }
    return notLinearizable ? SOME_NOT : unknown ? SOME_UNKNOWN : ALL_LINEARIZABLE;
  }
}
