package io.apexkv.sim.cli;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.campaign.Campaign;
import io.apexkv.sim.campaign.Floors;
import io.apexkv.sim.campaign.Totals;
import io.apexkv.sim.oracle.Checks;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.run.Run;
import io.apexkv.sim.run.RunResult;
import io.apexkv.sim.shrink.Trials;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code apex sim}: simulated clusters under faults, one for each seed, with every check on. */
@Command(
    name = "sim",
    description = "Simulates clusters under faults, one for each seed, and checks everything.",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = SimCommand.WRONG_USE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All seeds passed, and enough happened in them.",
      "1:A seed failed or its verdict is unknown, or too little happened in a campaign.",
      "64:An option or argument is wrong.",
      "70:A bug in ApexKV. Please report the printed trace."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./apex sim --seeds 1..200    a campaign",
      "  ./apex sim --seed 42         one seed: its plan, its verdict and its trace hash",
      "  ./apex sim --seed 42 --shrink",
      "                               if it fails: what it needs for that, as seed-42.scenario",
      "  ./apex sim --scenario seed-42.scenario",
      "                               just that, again",
      "  ./apex sim --seed 18 --mutant 27 --html 18.html",
      "                               a seed that finds a planted bug, as a page to look at"
    })
public final class SimCommand implements Callable<Integer> {

  private static final int PASSED = 0;
  private static final int FAILED = 1;
  static final int WRONG_USE = 64;

  /** For the help of an option. */
  private static final class CheckNames extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    CheckNames() {
      super(Checks.NAMES);
    }
  }

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--seeds",
      paramLabel = "A..B",
      description = "Run these seeds, both ends included.")
  private @Nullable String seeds;

  @Option(names = "--seed", paramLabel = "S", description = "Run one seed and print its plan.")
  private @Nullable String seed;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Seeds to run at a time; by default as many as there are processors.")
  private @Nullable Integer jobs;

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description = "Run the plan in a scenario file, as --shrink writes them.")
  private @Nullable Path scenario;

  @Mixin private ShrinkOptions shrink = new ShrinkOptions();

  @Mixin private PageOptions page = new PageOptions();

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Option(
      names = "--without-check",
      paramLabel = "NAME",
      completionCandidates = CheckNames.class,
      description = {
        "Switch a check off by its name; may be repeated. Names:",
        "${COMPLETION-CANDIDATES}."
      })
  private List<String> withoutChecks = List.of();

  /** Made by the command line. */
  public SimCommand() {}

  /** Runs this command alone. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SimCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    Set<String> off = new TreeSet<>(withoutChecks);
    int given = (seed == null ? 0 : 1) + (seeds == null ? 0 : 1) + (scenario == null ? 0 : 1);
    if (given != 1) {
      throw wrong("expected one of --seeds A..B, --seed S and --scenario FILE");
    }
    if (shrink.isWanted() && (seed == null || json)) {
      throw wrong("--shrink needs --seed S, and prints no JSON");
    }
    for (String name : off) {
      if (!Checks.NAMES.contains(name)) {
        throw wrong(
            "--without-check is '"
                + name
                + "', expected one of "
                + String.join(", ", Checks.NAMES));
      }
    }
    page.check(spec().commandLine(), seed != null, seeds == null, json);
    String one = seed;
    Path file = scenario;
    if (one != null && page.isMutantWanted()) {
      return page.runMutant(spec().commandLine(), parseSeed(one), off) ? PASSED : FAILED;
    }
    if (one != null) {
      long number = parseSeed(one);
      return runPlan(Planner.plan(number), "Seed " + number, "--seed " + number, off);
    }
    if (file != null) {
      Plan plan = ScenarioFile.read(spec().commandLine(), file).scenario().plan();
      return runPlan(plan, "Scenario " + file.getFileName(), "--scenario " + file, off);
    }
    return runMany(SeedRange.parse(spec(), seeds), off);
  }

  private long parseSeed(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notANumber) {
      throw wrong("--seed is '" + text + "', expected a whole number of 64 bits");
    }
  }

  private int runPlan(Plan plan, String name, String again, Set<String> off) throws IOException {
    PrintWriter out = spec().commandLine().getOut();
    if (!json) {
      out.print(plan.print());
      out.flush();
    }
    Trials.Bounds bounds = shrink.bounds(spec().commandLine());
    RunResult result =
        page.isPageWanted()
            ? page.record(spec().commandLine(), plan, name, again, off)
            : new Run(plan, KernelSubject.FACTORY, off).run();
    if (json) {
      out.println(Reports.json(result));
    } else {
      Reports.print(out, result, again, off);
    }
    out.flush();
    if (shrink.isWanted()) {
      SeedShrink.shrink(spec().commandLine(), bounds, result, off);
    }
    return result.passed() && !result.undecided() ? PASSED : FAILED;
  }

  private int runMany(SeedRange range, Set<String> off) throws InterruptedException {
    PrintWriter out = spec().commandLine().getOut();
    PrintWriter err = spec().commandLine().getErr();
    int threads = jobs == null ? Runtime.getRuntime().availableProcessors() : jobs;
    if (threads < 1) {
      throw wrong("--jobs is " + threads + ", expected 1 or more");
    }
    Progress progress = new Progress(err, range.size());
    Campaign campaign =
        new Campaign(
            range.first(),
            range.last(),
            threads,
            off,
            result -> {
              progress.ended(result);
              if (!result.passed() && !json) {
                progress.clear();
                Reports.printFailure(out, result, "--seed " + result.plan().seed(), off);
                out.flush();
              }
            });
    Totals totals = campaign.run();
    progress.clear();
    List<String> missing = Floors.missing(totals);
    if (json) {
      out.println(Reports.json(totals, missing, progress.elapsedNanos()));
    } else {
      Reports.print(out, totals, missing, progress.elapsedNanos());
    }
    out.flush();
    return totals.failures().isEmpty() && missing.isEmpty() ? PASSED : FAILED;
  }

  private CommandSpec spec() {
    CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException("the command line tells a command what it is");
    }
    return known;
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec().commandLine(), what);
  }
}
