package io.apexkv.sim.cli;

import io.apexkv.sim.mutants.Hunt;
import io.apexkv.sim.mutants.Mutant;
import io.apexkv.sim.mutants.MutantCompiler;
import io.apexkv.sim.mutants.Mutants;
import io.apexkv.sim.mutants.Ranges;
import io.apexkv.sim.mutants.Sources;
import io.apexkv.sim.mutants.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code apex mutants}: whether the simulator finds bugs that were planted on purpose. */
@Command(
    name = "mutants",
    description = {
      "Plants known bugs in the kernel, one at a time, and lets the simulator look for each.",
      "",
      "Every mutant runs the same seeds, until the one check that has to find it does; what else"
          + " ends a run does not count. Then it runs 50 seeds without the faults that it needs,"
          + " which it has to pass: a kernel that is broken anyhow proves nothing.",
      "",
      "A bug that is declared rare, for a reason that is shown, may die in its directed scenario"
          + " alone.",
      "",
      "One range of seeds is a quick look. A saved matrix has the median of ten: 1..200, 1001..1200"
          + " and so on."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = MutantsCommand.WRONG_USE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Each mutant is killed by its own checker, a rare one at least in its scenario, and passes"
          + " with its faults off; or it was emitted.",
      "1:Some mutant is not, or does not; or the matrix could not be saved.",
      "64:An option or argument is wrong."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./apex mutants                      all of them, over one range of seeds",
      "  ./apex mutants 27 --seeds 500       one, by number or name, over seeds 1 to 500",
      "  ./apex mutants --html kills.html    the whole matrix, over ten ranges, as a page",
      "  ./apex mutants 27 --shrink          what the seed that kills it needs for that",
      "  ./apex mutants 27 --scenario deposed-leader-reads.scenario",
      "                                      just that, on the mutant and on the kernel",
      "  ./apex mutants --emit 27 /tmp/m27   classes for real nodes to run: APEX_CLASSES_FIRST"
    })
public final class MutantsCommand implements Callable<Integer> {

  static final int ALL_KILLED = 0;
  static final int SOME_NOT = 1;
  static final int WRONG_USE = 64;

  /** Seeds that a mutant has to pass with its families of faults off. */
  private static final int HARMLESS_SEEDS = 50;

  private static final int SAVED_RANGES = 10;

  /** Hunts a mutant over ranges of seeds. */
  interface Hunter {
    Verdict hunt(Mutant mutant, Ranges ranges, int jobs, Hunt.Progress progress)
        throws InterruptedException;
  }

  private final Hunter hunter;

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME|NUMBER",
      arity = "0..*",
      description = "Mutants to hunt; by default all.")
  private List<String> chosen = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Give up a range after N seeds; by default 200.")
  private int seeds = Mutants.SEED_BUDGET;

  @Option(
      names = "--ranges",
      paramLabel = "N",
      description =
          "Hunt over N ranges of seeds, and tell the median; by default 1, or 10 if the matrix is"
              + " saved.")
  private Optional<Integer> ranges = Optional.empty();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Seeds to run at a time; by default as many as there are processors.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Save the matrix as one page that needs nothing else.")
  private Optional<Path> html = Optional.empty();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Save the matrix, every range's kill included; - prints it instead of a table.")
  private Optional<Path> json = Optional.empty();

  @Mixin private EmitOptions emit = new EmitOptions();

  @Mixin private MutantShrinkOptions shrinks = new MutantShrinkOptions();

  /** Made by the command line. */
  public MutantsCommand() {
    this(
        (mutant, ranges, jobs, progress) -> {
          MutantCompiler compiler = new MutantCompiler(Sources.packaged());
          Hunt hunt = new Hunt(compiler, mutant, ScenarioFiles::golden, jobs, progress);
          return hunt.hunt(ranges, HARMLESS_SEEDS);
        });
  }

  /** With a hunter of its own, for tests. */
  MutantsCommand(Hunter hunter) {
    this.hunter = hunter;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (emit.isWanted()) {
      emit.run(spec.commandLine(), mutant(emit.name(spec.commandLine())), chosen);
      return ALL_KILLED;
    }
    boolean saves = html.isPresent() || json.isPresent();
    int count = ranges.orElse(saves ? SAVED_RANGES : 1);
    atLeastOne("--seeds", seeds);
    atLeastOne("--ranges", count);
    atLeastOne("--jobs", jobs);
    shrinks.check(spec.commandLine());
    html.ifPresent(file -> OutputFile.require(spec.commandLine(), "--html", file));
    json.filter(file -> !printsJson())
        .ifPresent(file -> OutputFile.require(spec.commandLine(), "--json", file));
    List<Mutant> mutants = mutants();
    if (shrinks.isWanted()) {
      return shrinks.run(spec.commandLine(), mutants, seeds, jobs) ? ALL_KILLED : SOME_NOT;
    }
    Ranges all = new Ranges(count, seeds);
    List<Verdict> verdicts = hunt(mutants, all);
    KillRun run = KillRun.now(spec.root().version(), jobs, all);
    boolean saved = save(json.filter(file -> !printsJson()), KillJson.write(run, verdicts) + "\n");
    saved &= save(html, KillPage.write(run, verdicts));
    if (printsJson()) {
      spec.commandLine().getOut().println(KillJson.write(run, verdicts));
    }
    boolean good = saved && verdicts.stream().allMatch(Verdict::isAsExpected);
    return good ? ALL_KILLED : SOME_NOT;
  }

  private boolean save(Optional<Path> file, String text) {
    return file.isEmpty() || OutputFile.write(spec.commandLine(), file.get(), text);
  }

  private List<Verdict> hunt(List<Mutant> mutants, Ranges all) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    KillTable table = new KillTable(mutants);
    List<Verdict> verdicts = new ArrayList<>();
    print(out, List.of(table.headline()));
    try (HuntProgress progress = new HuntProgress(spec.commandLine().getErr(), mutants.size())) {
      for (Mutant mutant : mutants) {
        progress.begins();
        Verdict verdict = hunter.hunt(mutant, all, jobs, progress);
        progress.clear();
        verdicts.add(verdict);
        print(out, table.rows(verdict));
      }
    }
    print(out, List.of(KillTable.sum(verdicts)));
    return verdicts;
  }

  /** Prints lines of the table, which gives way to a document on standard output. */
  private void print(PrintWriter out, List<String> lines) {
    if (!printsJson()) {
      lines.forEach(out::println);
      out.flush();
    }
  }

  private boolean printsJson() {
    return json.isPresent() && json.get().toString().equals("-");
  }

  private void atLeastOne(String option, int found) {
    if (found < 1) {
      throw wrong("found " + option + " " + found + ", expected 1 or more");
    }
  }

  private List<Mutant> mutants() {
    if (chosen.isEmpty()) {
      return Mutants.ALL;
    }
    List<Mutant> mutants = new ArrayList<>();
    for (String name : chosen) {
      mutants.add(mutant(name));
    }
    return mutants;
  }

  private Mutant mutant(String name) {
    return MutantName.find(spec.commandLine(), name);
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
