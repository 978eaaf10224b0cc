package io.apexkv.sim.cli;

import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.scenario.Scenario;
import io.apexkv.sim.scenario.ScenarioError;
import io.apexkv.sim.scenario.ScenarioReader;
import io.apexkv.sim.scenario.ScenarioResult;
import io.apexkv.sim.scenario.Scenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apex scenario}: stories of clusters, told step by step and checked. */
@Command(
    name = "scenario",
    description = {
      "Runs scenarios: stories of clusters in trouble, told step by step, with every check on.",
      "",
      "Each also has an expected trace, in a file beside it, which what happens has to equal."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = ScenarioCommand.WRONG_USE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Each scenario went as it says, with the expected trace.",
      "1:Some scenario failed, or its trace is not the expected one.",
      "64:An option, a name or a scenario's text is wrong.",
      "70:A bug in ApexKV. Please report the printed trace."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./apex scenario                       all that come with ApexKV",
      "  ./apex scenario --list                their names and stories",
      "  ./apex scenario figure-7-logs --trace one, and what happens in it",
      "  ./apex scenario my.scenario           one in a file",
      "  ./apex scenario --update              accepts what happens as expected"
    })
public final class ScenarioCommand implements Callable<Integer> {

  static final int ALL_GOOD = 0;
  static final int SOME_BAD = 1;
  static final int WRONG_USE = 64;

  /** Where the golden scenarios are in the repository. */
  private static final Path FOLDER = Path.of("sim", "scenarios");

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME|FILE",
      arity = "0..*",
      description = "Scenarios to run; by default all that come with ApexKV.")
  private List<String> chosen = List.of();

  @Option(names = "--list", description = "Print names and the first sentence of each story.")
  private boolean list;

  @Option(names = "--trace", description = "Print what happens in each.")
  private boolean trace;

  @Option(
      names = "--update",
      description = "Write what happens as the expected trace, to be reviewed as text.")
  private boolean update;

  @Option(names = "--json", description = "Print the results as JSON.")
  private boolean json;

  /** A scenario, the trace that it should have, and the file of that. */
  private record Chosen(Scenario scenario, Optional<String> expected, Path traceFile) {}

  /** Made by the command line. */
  public ScenarioCommand() {}

  @Override
  public Integer call() {
    List<Chosen> all = choose();
    ScenarioTable table = new ScenarioTable(names(all));
    PrintWriter out = spec.commandLine().getOut();
    if (list) {
      all.forEach(one -> out.println(table.story(one.scenario)));
      out.flush();
      return ALL_GOOD;
    }
    int good = 0;
    List<String> rows = new ArrayList<>();
    if (!json && !trace) {
      out.println(table.headline());
    }
    for (Chosen one : all) {
      long start = System.nanoTime();
      ScenarioResult result = Scenarios.run(one.scenario, KernelSubject.FACTORY);
      long millis = (System.nanoTime() - start) / 1_000_000;
      Optional<String> expected = one.expected;
      if (update && result.passed()) {
        write(one.traceFile, result.trace());
        expected = Optional.of(result.trace());
      }
      TraceVerdict verdict = TraceVerdict.of(expected, result.trace());
      good += result.passed() && !verdict.differs() ? 1 : 0;
      if (json) {
        rows.add(ScenarioTable.json(result, verdict, millis));
      } else if (trace) {
        out.println("# " + one.scenario.name());
        out.println(result.trace());
        table.problems(result, verdict).forEach(out::println);
      } else {
        table.rows(result, verdict, millis).forEach(out::println);
      }
      out.flush();
    }
    if (json) {
      out.println("[" + String.join(",", rows) + "]");
    } else {
      out.println(good + " of " + all.size() + " scenarios went as they say");
    }
    out.flush();
    return good == all.size() ? ALL_GOOD : SOME_BAD;
  }

  private static List<String> names(List<Chosen> all) {
    return all.stream().map(one -> one.scenario.name()).toList();
  }

  private List<Chosen> choose() {
    List<Chosen> all = new ArrayList<>();
    for (String name : chosen.isEmpty() ? ScenarioFiles.names() : chosen) {
      try {
        Optional<String> golden = ScenarioFiles.golden(name);
        all.add(golden.isPresent() ? golden(name, golden.get()) : inFile(name));
      } catch (ScenarioError notUnderstood) {
        throw wrong(String.valueOf(notUnderstood.getMessage()));
      }
    }
    return all;
  }

  private static Chosen golden(String name, String text) {
    Scenario scenario = ScenarioReader.read(name + Scenario.ENDING, text);
    Path home = Path.of(System.getProperty("apex.home", ""));
    Path file = home.resolve(FOLDER).resolve(name + Scenario.ENDING);
    return new Chosen(scenario, ScenarioFiles.goldenTrace(name), ScenarioFiles.traceOf(file));
  }

  private Chosen inFile(String name) {
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw wrong(
          "there is no scenario and no file '"
              + name
              + "'; 'apex scenario --list' prints the names of those that there are");
    }
    Path traceFile = ScenarioFiles.traceOf(file);
    try {
      Scenario scenario = ScenarioReader.read(name, Files.readString(file));
      return new Chosen(scenario, ScenarioFiles.content(traceFile), traceFile);
    } catch (IOException unreadable) {
      throw wrong(name + " can't be read: " + unreadable.getMessage());
    }
  }

  private void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException unwritable) {
      throw wrong("the trace can't be written to " + file + ": " + unwritable.getMessage());
    }
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
