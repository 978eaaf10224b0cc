package io.apexkv.sim.cli;

import io.apexkv.sim.mutants.Mutant;
import io.apexkv.sim.mutants.MutantCompiler;
import io.apexkv.sim.mutants.MutantRecording;
import io.apexkv.sim.mutants.SeedRecorder.Recorded;
import io.apexkv.sim.mutants.Sources;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Options that show one run as a page, or do it on a mutant. */
final class PageOptions {

  static final String MUTANT = "--mutant";

  @Option(
      names = PageFile.OPTION,
      paramLabel = "FILE",
      description = "Write one run as a page for a browser; it needs no network.")
  private Optional<Path> html = Optional.empty();

  @Option(
      names = MUTANT,
      paramLabel = "NAME|NUMBER",
      description =
          "Do one run on the kernel with a bug planted, as `./apex mutants` does: its own checker"
              + " judges alone.")
  private Optional<String> mutant = Optional.empty();

  /** What a mutant runs, and records if it can. */
  interface OnMutant {
    /**
     * Runs it.
     *
     * @param replay the line to paste to run it again
     */
    Recorded run(Mutant mutant, MutantCompiler compiler, Set<String> off, String replay);
  }

  /** Whether the run is to be recorded. */
  boolean isPageWanted() {
    return html.isPresent();
  }

  boolean isMutantWanted() {
    return mutant.isPresent();
  }

  /** Says what is wrong with the options before anything has run. */
  void check(CommandLine line) {
    html.ifPresent(file -> PageFile.requirePlace(line, file));
    mutant.ifPresent(name -> MutantName.find(line, name));
  }

  /**
   * Runs something on the mutant, says what came out, and writes the page if one is wanted.
   *
   * @param name what is run: {@code seed 5}
   * @param again the command that runs it, without the options about mutants and checks
   * @return whether it passed, and the page was written
   */
  boolean runMutant(CommandLine line, String name, String again, Set<String> off, OnMutant run) {
    Mutant wanted = MutantName.find(line, mutant.orElseThrow());
    PrintWriter out = line.getOut();
    out.println(wanted + ": " + wanted.bug());
    out.flush();
    String replay = again + " " + MUTANT + " " + mutant.get() + CheckOptions.options(off);
    Recorded result = run.run(wanted, new MutantCompiler(Sources.packaged()), off, replay);
    boolean passed = result.failedCheck().isEmpty() && !result.undecided();
    if (result.failedCheck().isEmpty()) {
      out.println("verdict: " + (passed ? "passed" : "unknown"));
    } else {
      out.println("FAILED " + name + ", check " + result.failedCheck());
      out.println("  " + result.message());
    }
    out.flush();
    return write(line, result.pageData()) && passed;
  }

  /** Writes a page, if one is wanted; false if it can't be written. */
  boolean write(CommandLine line, String data) {
    return html.isEmpty() || PageFile.write(line, html.get(), data);
  }

  /** A seed on the mutant. */
  static OnMutant seed(long seed) {
    return (mutant, compiler, off, replay) ->
        MutantRecording.ofSeed(mutant, compiler, seed, off, replay);
  }
}
