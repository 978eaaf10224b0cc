package io.apexkv.sim.cli;

import io.apexkv.sim.mutants.MutantRecording;
import io.apexkv.sim.page.Origin;
import io.apexkv.sim.page.RecordedRun;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.scenario.Scenario;
import io.apexkv.sim.scenario.ScenarioResult;
import io.apexkv.sim.scenario.Scenarios;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apex scenario}: stories of clusters, told step by step and checked. */
@Command(
    name = "scenario",
    description = {
      "Runs scenarios: stories of clusters in trouble, told step by step, with every check on; and"
          + " plans, as `./apex sim --seed S --shrink` writes them.",
      "",
      "Each that comes with ApexKV also has an expected trace, in a file beside it, which what"
          + " happens has to equal."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = ScenarioCommand.WRONG_USE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Each scenario went as it says, with the expected trace.",
      "1:Some scenario failed, or its trace is not the expected one, or a file could not be"
          + " written.",
      "64:An option, a name or a scenario's text is wrong.",
      "70:A bug in ApexKV. Please report the printed trace."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./apex scenario                       all that come with ApexKV",
      "  ./apex scenario --list                their names and stories",
      "  ./apex scenario figure-7-logs --trace one, and what happens in it",
      "  ./apex scenario my.scenario           one in a file",
      "  ./apex scenario seed-42.scenario --html 42.html",
      "                                        a shrunk seed, as a page to look at",
      "  ./apex scenario kill.scenario --mutant 27 --html kill.html",
      "                                        the same on the kernel with a bug planted",
      "  ./apex scenario --update              accepts what happens as expected"
    })
public final class ScenarioCommand implements Callable<Integer> {

  static final int ALL_GOOD = 0;
  static final int SOME_BAD = 1;
  static final int WRONG_USE = 64;

  private static final String LIST = "--list";
  private static final String TRACE = "--trace";
  private static final String UPDATE = "--update";
  private static final String JSON = "--json";

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME|FILE",
      arity = "0..*",
      description = "Scenarios to run; by default all that come with ApexKV.")
  private List<String> chosen = List.of();

  @Option(names = LIST, description = "Print names and the first sentence of each story.")
  private boolean list;

  @Option(names = TRACE, description = "Print what happens in each.")
  private boolean trace;

  @Option(
      names = UPDATE,
      description = "Write what happens as the expected trace, to be reviewed as text.")
  private boolean update;

  @Option(names = JSON, description = "Print the results as JSON.")
  private boolean json;

  @Mixin private PageOptions page = new PageOptions();

  @Mixin private CheckOptions checks = new CheckOptions();

  private boolean pageFailed;

  /** Made by the command line. */
  public ScenarioCommand() {}

  @Override
  public Integer call() {
    CommandLine line = spec.commandLine();
    WrongUse.alone(
        line, LIST, TRACE, UPDATE, JSON, PageFile.OPTION, PageOptions.MUTANT, CheckOptions.OPTION);
    WrongUse.alone(line, TRACE, JSON);
    WrongUse.alone(line, PageOptions.MUTANT, TRACE, UPDATE, JSON);
    WrongUse.alone(line, CheckOptions.OPTION, UPDATE);
    page.check(line);
    Set<String> off = checks.off(line);
    List<ChosenScenario> all = new ArrayList<>();
    for (String name : chosen.isEmpty() ? ScenarioFiles.names() : chosen) {
      all.add(ChosenScenario.of(line, name));
    }
    if (list) {
      ScenarioTable table = new ScenarioTable(names(all));
      all.forEach(one -> line.getOut().println(table.story(one.scenario())));
      line.getOut().flush();
      return ALL_GOOD;
    }
    if (page.isPageWanted() || page.isMutantWanted()) {
      requireOne(line, all);
    }
    if (page.isMutantWanted()) {
      return runMutant(line, all.getFirst(), off) ? ALL_GOOD : SOME_BAD;
    }
    return runAll(line, all, off) ? ALL_GOOD : SOME_BAD;
  }

  /** A page shows a plan, in which all is recorded; a script has a trace. */
  private void requireOne(CommandLine line, List<ChosenScenario> all) {
    String option = page.isPageWanted() ? PageFile.OPTION : PageOptions.MUTANT;
    if (all.size() != 1) {
      throw WrongUse.found(line, all.size() + " scenarios with " + option, "one");
    }
    if (page.isPageWanted() && all.getFirst().scenario().isScript()) {
      String expected = "a plan; " + TRACE + " tells what happens in a script";
      throw WrongUse.found(line, "a script with " + option, expected);
    }
  }

  private boolean runMutant(CommandLine line, ChosenScenario one, Set<String> off) {
    PageOptions.OnMutant run =
        (mutant, compiler, checksOff, replay) ->
            MutantRecording.ofScenario(mutant, compiler, one.file(), one.text(), checksOff, replay);
    return page.runMutant(
        line, "scenario " + one.name(), "./apex scenario " + one.name(), off, run);
  }

  private boolean runAll(CommandLine line, List<ChosenScenario> all, Set<String> off) {
    PrintWriter out = line.getOut();
    ScenarioTable table = new ScenarioTable(names(all));
    TraceUpdate updates = new TraceUpdate(line);
    int good = 0;
    List<String> rows = new ArrayList<>();
    if (!json && !trace) {
      out.println(table.headline());
    }
    for (ChosenScenario one : all) {
      long start = System.nanoTime();
      ScenarioResult result = run(line, one, off);
      long millis = (System.nanoTime() - start) / 1_000_000;
      Optional<String> expected = one.expected();
      if (update && result.passed()) {
        updates.accept(one, result.trace());
        expected = Optional.of(result.trace());
      }
      TraceVerdict verdict = TraceVerdict.of(expected, result.trace());
      good += result.passed() && !verdict.differs() ? 1 : 0;
      if (json) {
        rows.add(ScenarioTable.json(result, verdict, millis));
      } else if (trace) {
        out.println("# " + one.scenario().name());
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
    if (update) {
      updates.end();
    }
    return good == all.size() && !updates.hasFailed() && !pageFailed;
  }

  private ScenarioResult run(CommandLine line, ChosenScenario one, Set<String> off) {
    Scenario scenario = one.scenario();
    if (!page.isPageWanted()) {
      return Scenarios.run(scenario, KernelSubject.FACTORY, off);
    }
    RecordedRun run = RecordedRun.of(scenario.plan(), KernelSubject.FACTORY, off);
    String replay = "./apex scenario " + one.name() + CheckOptions.options(off);
    Origin origin = new Origin("Scenario " + scenario.name(), replay, "");
    pageFailed = !page.write(line, run.page(origin));
    return Scenarios.of(scenario, run.result());
  }

  private static List<String> names(List<ChosenScenario> all) {
    return all.stream().map(one -> one.scenario().name()).toList();
  }
}
