package io.apexkv.sim.cli;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.campaign.Campaign;
import io.apexkv.sim.campaign.Floors;
import io.apexkv.sim.campaign.Totals;
import io.apexkv.sim.page.Origin;
import io.apexkv.sim.page.RecordedRun;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.run.Run;
import io.apexkv.sim.run.RunResult;
import io.apexkv.sim.shrink.Trials;
import io.apexkv.sim.world.SubjectFactory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code apex sim}: simulated clusters under faults, one for each seed, with every check on. */
@Command(
    name = "sim",
    description = "Simulates clusters under faults, one for each seed, and checks everything.",
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = SimCommand.WRONG_USE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:All seeds passed, and enough happened in them; --shrink has nothing to shrink then, and"
          + " writes nothing.",
      "1:A seed failed or its verdict is unknown, or too little happened in a campaign; or the page"
          + " could not be written.",
      "64:An option or argument is wrong.",
      "70:A bug in ApexKV. Please report the printed trace."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./apex sim --seeds 1..200    a campaign",
      "  ./apex sim --seed 42         one seed: its plan, its verdict and its trace hash",
      "  ./apex sim --seed 42 --shrink",
      "                               if it fails: what it needs for that, as seed-42.scenario",
      "  ./apex scenario seed-42.scenario",
      "                               just that, again",
      "  ./apex sim --seed 7 --mutant 27 --html 7.html",
      "                               a seed that finds a planted bug, as a page to look at"
    })
public final class SimCommand implements Callable<Integer> {

  private static final int PASSED = 0;
  private static final int FAILED = 1;
  static final int WRONG_USE = 64;

  private static final String SEEDS = "--seeds";
  private static final String SEED = "--seed";
  private static final String JSON = "--json";
  private static final String JOBS = "--jobs";

  private final SubjectFactory factory;
  private final Path folder;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = SEEDS, paramLabel = "A..B", description = "Run these seeds, both ends included.")
  private @Nullable String seeds;

  @Option(names = SEED, paramLabel = "S", description = "Run one seed and print its plan.")
  private @Nullable String seed;

  @Option(
      names = JOBS,
      paramLabel = "N",
      description = "Seeds to run at a time; by default as many as there are processors.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Mixin private ShrinkOptions shrink = new ShrinkOptions();

  @Mixin private PageOptions page = new PageOptions();

  @Option(names = JSON, description = "Print the result as JSON.")
  private boolean json;

  @Mixin private CheckOptions checks = new CheckOptions();

  /** Made by the command line. */
  public SimCommand() {
    this(KernelSubject.FACTORY, Path.of(""));
  }

  /**
   * With other kernels, for tests.
   *
   * @param folder where scenarios are written
   */
  SimCommand(SubjectFactory factory, Path folder) {
    this.factory = factory;
    this.folder = folder;
  }

  /** Runs this command alone. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SimCommand()).execute(arguments));
  }

  @Override
  public Integer call() throws InterruptedException {
    CommandLine line = line();
    String one = seed;
    if ((one == null) == (seeds == null)) {
      String found = one == null ? "neither " : "both ";
      throw WrongUse.found(
          line,
          found + SEEDS + " A..B" + (one == null ? " nor " : " and ") + SEED + " S",
          "one of them");
    }
    WrongUse.alone(line, SEEDS, ShrinkOptions.SHRINK, PageFile.OPTION, PageOptions.MUTANT);
    WrongUse.alone(line, SEED, JOBS);
    WrongUse.alone(line, JSON, ShrinkOptions.SHRINK, PageOptions.MUTANT);
    if (shrink.isWanted() && page.isMutantWanted()) {
      throw WrongUse.found(
          line,
          ShrinkOptions.SHRINK + " with " + PageOptions.MUTANT,
          "./apex mutants NAME --shrink, which shrinks the first seed that kills it");
    }
    WrongUse.atLeastOne(line, JOBS, jobs);
    page.check(line);
    Trials.Bounds bounds = shrink.bounds(line);
    Set<String> off = checks.off(line);
    if (one == null) {
      return runMany(SeedRange.parse(line, seeds), off);
    }
    long number = SeedRange.seed(line, SEED + " " + one, one, "a whole number of 64 bits");
    if (page.isMutantWanted()) {
      String again = "./apex sim --seed " + number;
      PageOptions.OnMutant run = PageOptions.seed(number);
      return page.runMutant(line, "seed " + number, again, off, run) ? PASSED : FAILED;
    }
    return runOne(number, bounds, off);
  }

  private int runOne(long number, Trials.Bounds bounds, Set<String> off) {
    CommandLine line = line();
    Path shrunk = SeedShrink.file(folder, number);
    if (shrink.isWanted()) {
      Shrinking.requirePlace(line, shrunk);
    }
    Plan plan = Planner.plan(number);
    PrintWriter out = line.getOut();
    if (!json) {
      out.print(plan.print());
      out.flush();
    }
    String again = SEED + " " + number;
    RunResult result;
    boolean written = true;
    if (page.isPageWanted()) {
      RecordedRun run = RecordedRun.of(plan, factory, off);
      result = run.result();
      String replay = "./apex sim " + again + CheckOptions.options(off);
      written = page.write(line, run.page(new Origin("Seed " + number, replay, "")));
    } else {
      result = new Run(plan, factory, off).run();
    }
    if (json) {
      out.println(Reports.json(result));
    } else {
      Reports.print(out, result, again, off);
    }
    out.flush();
    boolean good = written;
    if (shrink.isWanted()) {
      good &= SeedShrink.shrink(line, factory, bounds, result, off, shrunk);
    }
    return good ? exitCode(result) : FAILED;
  }

  /** A verdict that is unknown is none. */
  static int exitCode(RunResult result) {
    return result.passed() && !result.undecided() ? PASSED : FAILED;
  }

  private int runMany(SeedRange range, Set<String> off) throws InterruptedException {
    PrintWriter out = line().getOut();
    PrintWriter err = line().getErr();
    Progress progress = new Progress(err, range.size());
    Campaign campaign =
        new Campaign(
            range.first(),
            range.last(),
            jobs,
            off,
            result -> {
              progress.ended(result);
              if (!result.passed() && !json) {
                progress.clear();
                Reports.printFailure(out, result, SEED + " " + result.plan().seed(), off);
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

  private CommandLine line() {
    CommandSpec known = spec;
    if (known == null) {
      throw new IllegalStateException("the command line tells a command what it is");
    }
    return known.commandLine();
  }
}
