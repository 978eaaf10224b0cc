package io.apexkv.sim.cli;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.sim.mutants.Mutant;
import io.apexkv.sim.mutants.MutantCompiler;
import io.apexkv.sim.mutants.MutantRecording;
import io.apexkv.sim.mutants.Mutants;
import io.apexkv.sim.mutants.SeedRecorder.Recorded;
import io.apexkv.sim.mutants.Sources;
import io.apexkv.sim.page.Origin;
import io.apexkv.sim.page.RecordedRun;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.run.KernelSubject;
import io.apexkv.sim.run.RunResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of {@code apex sim} that show one seed as a page, or run it on a mutant. */
final class PageOptions {

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "With --seed or --scenario: write the run as one page for a browser; it needs no"
              + " network.")
  private @Nullable Path html;

  @Option(
      names = "--mutant",
      paramLabel = "NAME|NUMBER",
      description = {
        "With --seed: run on the kernel with a bug planted, as `./apex mutants` does: its own",
        "checker judges alone."
      })
  private @Nullable String mutant;

  /** Whether the run is to be recorded. */
  boolean isPageWanted() {
    return html != null;
  }

  boolean isMutantWanted() {
    return mutant != null;
  }

  /** Says what is wrong with the options before anything has run. */
  void check(CommandLine line, boolean oneSeed, boolean onePlan, boolean json) {
    if (mutant != null && json) {
      throw wrong(line, "found --json with --mutant, expected one of them");
    }
    if (!oneSeed && mutant != null) {
      throw wrong(line, "--mutant runs one seed, expected --seed S");
    }
    if (!onePlan && html != null) {
      throw wrong(line, "--html shows one run, expected --seed S or --scenario FILE");
    }
    Path file = html;
    if (file != null) {
      PageFile.requirePlace(line, file);
    }
    mutant(line);
  }

  /**
   * Runs a plan and writes its page.
   *
   * @param name the page's title
   * @param again the option that names the plan on the command line
   */
  RunResult record(CommandLine line, Plan plan, String name, String again, Set<String> off) {
    RecordedRun run = RecordedRun.of(plan, KernelSubject.FACTORY, off);
    write(line, run.page(new Origin(name, "./apex sim " + again + without(off), "")));
    return run.result();
  }

  /** Runs a seed on the mutant, says what came out, and writes the page if one is wanted. */
  boolean runMutant(CommandLine line, long seed, Set<String> off) {
    Mutant wanted = mutant(line);
    if (wanted == null) {
      throw new IllegalStateException("no mutant is wanted");
    }
    PrintWriter out = line.getOut();
    out.println(wanted + ": " + wanted.bug());
    out.flush();
    String replay = "./apex sim --seed " + seed + " --mutant " + mutant + without(off);
    MutantCompiler compiler = new MutantCompiler(Sources.packaged());
    Recorded run = MutantRecording.of(wanted, compiler, seed, off, replay);
    boolean passed = run.failedCheck().isEmpty() && !run.undecided();
    if (run.failedCheck().isEmpty()) {
      out.println("verdict: " + (passed ? "passed" : "unknown"));
    } else {
      out.println("FAILED seed " + seed + ", check " + run.failedCheck());
      out.println("  " + run.message());
    }
    write(line, run.pageData());
    return passed;
  }

  /** The options that switch these checks off. */
  static String without(Set<String> off) {
    return off.stream().map(name -> " --without-check " + name).collect(Collectors.joining());
  }

  private void write(CommandLine line, String data) {
    Path file = html;
    if (file != null) {
      PageFile.write(line, file, data);
    }
  }

  private @Nullable Mutant mutant(CommandLine line) {
    String name = mutant;
    if (name == null) {
      return null;
    }
    String all =
        Mutants.ALL.stream()
            .map(each -> each.number() + " (" + each.name() + ")")
            .collect(Collectors.joining(", "));
    return Mutants.find(name)
        .orElseThrow(() -> wrong(line, "--mutant is '" + name + "', expected one of " + all));
  }

  private static ParameterException wrong(CommandLine line, String what) {
    return new ParameterException(line, what);
  }
}
