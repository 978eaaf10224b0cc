package io.apexkv.sim.cli;

import io.apexkv.sim.mutants.Hunt;
import io.apexkv.sim.mutants.Kill;
import io.apexkv.sim.mutants.Mutant;
import io.apexkv.sim.mutants.MutantCompiler;
import io.apexkv.sim.mutants.Mutants;
import io.apexkv.sim.mutants.Sources;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
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
      "Every mutant runs the same seeds, from 1 on, until the one check that has to find it does;"
          + " what else ends a run does not count. Then it runs 50 seeds without the faults that it"
          + " needs, which it has to pass: a kernel that is broken anyhow proves nothing."
    },
    mixinStandardHelpOptions = true,
    exitCodeOnInvalidInput = MutantsCommand.WRONG_USE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:Each mutant is killed by its own checker, and passes with its faults off.",
      "1:Some mutant is not, or does not.",
      "64:An option or argument is wrong."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./apex mutants                      all of them",
      "  ./apex mutants 27 --seeds 500       one, by number or name, over seeds 1 to 500",
      "  ./apex mutants 27 --shrink          what the seed that kills it needs for that",
      "  ./apex mutants 27 --scenario deposed-leader-reads.scenario",
      "                                      just that, on the mutant and on the kernel"
    })
public final class MutantsCommand implements Callable<Integer> {

  static final int ALL_KILLED = 0;
  static final int SOME_NOT = 1;
  static final int WRONG_USE = 64;

  /** Seeds that a mutant has to pass with its families of faults off. */
  private static final int HARMLESS_SEEDS = 50;

  /** Hunts a mutant over the seeds from 1 to the last. */
  interface Hunter {
    Kill hunt(Mutant mutant, long lastSeed, int jobs, Hunt.Progress progress)
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
      description = "Hunt over the seeds 1 to N; by default each mutant has its own budget.")
  private Optional<Integer> seeds = Optional.empty();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Seeds to run at a time; by default as many as there are processors.")
  private int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--scenario",
      paramLabel = "FILE",
      description = "Run the plan in a file on one mutant, and on the kernel without the bug.")
  private Optional<Path> scenario = Optional.empty();

  @Mixin private ShrinkOptions shrinkOptions = new ShrinkOptions();

  @Option(names = "--json", description = "Print one JSON object a mutant instead of a table.")
  private boolean json;

  /** Made by the command line. */
  public MutantsCommand() {
    this(
        (mutant, lastSeed, jobs, progress) -> {
          MutantCompiler compiler = new MutantCompiler(Sources.packaged());
          return new Hunt(compiler, HARMLESS_SEEDS, jobs, progress).hunt(mutant, 1, lastSeed);
        });
  }

  /** With a hunter of its own, for tests. */
  MutantsCommand(Hunter hunter) {
    this.hunter = hunter;
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (seeds.isPresent() && seeds.get() < 1) {
      throw wrong("found --seeds " + seeds.get() + ", expected 1 or more");
    }
    if (jobs < 1) {
      throw wrong("found --jobs " + jobs + ", expected 1 or more");
    }
    List<Mutant> mutants = mutants();
    if (scenario.isPresent()) {
      return replay(mutants, scenario.get());
    }
    if (shrinkOptions.isWanted()) {
      return shrink(mutants);
    }
    PrintWriter out = spec.commandLine().getOut();
    KillTable table = new KillTable(mutants);
    if (!json) {
      out.println(table.headline());
      out.flush();
    }
    List<Kill> kills = new ArrayList<>();
    try (HuntProgress progress = new HuntProgress(spec.commandLine().getErr())) {
      for (Mutant mutant : mutants) {
        Kill kill = hunter.hunt(mutant, seeds.orElse(mutant.seedBudget()), jobs, progress);
        progress.clear();
        kills.add(kill);
        (json ? List.of(KillTable.json(kill)) : table.rows(kill)).forEach(out::println);
        out.flush();
      }
    }
    if (!json) {
      out.println(KillTable.sum(kills));
      out.flush();
    }
    return kills.stream().allMatch(Kill::isAsExpected) ? ALL_KILLED : SOME_NOT;
  }

  private int replay(List<Mutant> mutants, Path file) {
    if (mutants.size() != 1) {
      throw wrong("found " + mutants.size() + " mutants, expected one for --scenario");
    }
    ScenarioFile read = ScenarioFile.read(spec.commandLine(), file);
    boolean killed =
        MutantShrinks.replay(spec.commandLine().getOut(), mutants.getFirst(), read.text());
    return killed ? ALL_KILLED : SOME_NOT;
  }

  private int shrink(List<Mutant> mutants) throws InterruptedException, IOException {
    CommandLine line = spec.commandLine();
    MutantShrinks shrinks =
        new MutantShrinks(line.getOut(), line.getErr(), shrinkOptions.bounds(line));
    boolean all = true;
    for (Mutant mutant : mutants) {
      all &= shrinks.shrink(mutant, seeds.orElse(mutant.seedBudget()), jobs);
    }
    line.getOut().println(shrinks.sum());
    line.getOut().flush();
    return all ? ALL_KILLED : SOME_NOT;
  }

  private List<Mutant> mutants() {
    if (chosen.isEmpty()) {
      return Mutants.ALL;
    }
    List<Mutant> mutants = new ArrayList<>();
    for (String name : chosen) {
      mutants.add(
          Mutants.find(name)
              .orElseThrow(() -> wrong("found mutant '" + name + "', expected one of " + all())));
    }
    return mutants;
  }

  private static String all() {
    return Mutants.ALL.stream()
        .map(mutant -> mutant.number() + " (" + mutant.name() + ")")
        .collect(Collectors.joining(", "));
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }
}
