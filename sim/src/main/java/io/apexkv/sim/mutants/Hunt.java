package io.apexkv.sim.mutants;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Hunts mutants: each over the same seeds, with its own checker as the only judge. */
public final class Hunt {

  /** Assertions off: {@link io.apexkv.kernel.base.Check} checks nothing. */
  static final List<Edit> NO_ASSERTIONS =
      List.of(
          emptied("throw new InvariantViolation(invariant);"),
          emptied("throw new InvariantViolation(invariant + \": \" + value);"));

  /** Hears how far a hunt is. */
  public interface Progress {
    /** Of at most so many seeds, one more has run. */
    void ran(Mutant mutant, String phase, long seeds, long most);
  }

  private final MutantCompiler compiler;
  private final int harmlessSeeds;
  private final int jobs;
  private final Progress progress;

  /**
   * @param harmlessSeeds seeds from 1 on that a mutant has to pass with its families of faults off
   * @param jobs threads, at least 1
   */
  public Hunt(MutantCompiler compiler, int harmlessSeeds, int jobs, Progress progress) {
    this.compiler = compiler;
    this.harmlessSeeds = harmlessSeeds;
    this.jobs = jobs;
    this.progress = progress;
  }

  private static Edit emptied(String check) {
    return new Edit("io.apexkv.kernel.base.Check", check, "return;");
  }

  /**
   * Hunts one mutant over the seeds from the first to the last, and then lets it live in a world
   * without the faults that it needs.
   */
  public Kill hunt(Mutant mutant, long firstSeed, long lastSeed) throws InterruptedException {
    long begunNanos = System.nanoTime();
    String check = mutant.checker().check();
    Set<String> off = mutant.checker().offWhileHunting();
    SeedRunner mutated = runner(mutant, mutant.checker().clientVisible());
    SeedSearch.Found found =
        SeedSearch.search(
            seed -> mutated.run(seed, Set.of(), off),
            result -> result.failedCheck().equals(check),
            firstSeed,
            lastSeed,
            jobs,
            counting(mutant, "hunting", lastSeed - firstSeed + 1));
    long elapsedNanos = System.nanoTime() - begunNanos;
    long othersEnded = found.before().stream().filter(result -> !result.passed()).count();
    Optional<SeedResult> kill = found.first();
    boolean healthy =
        kill.map(killed -> new OwnRunner().run(killed.seed(), Set.of(), off))
            .map(SeedResult::passed)
            .orElse(true);
    return new Kill(
        mutant,
        firstSeed,
        lastSeed,
        kill,
        healthy,
        othersEnded,
        elapsedNanos,
        harmlessSeeds,
        harmIn(mutant));
  }

  /** The first seed that a mutant fails without its faults; with assertions and all checks on. */
  private Optional<SeedResult> harmIn(Mutant mutant) throws InterruptedException {
    SeedRunner mutated = runner(mutant, false);
    Set<String> faultsOff = mutant.faultKinds();
    Set<String> checksOff = mutant.checker().offWithout(mutant.families());
    SeedSearch.Found found =
        SeedSearch.search(
            seed -> mutated.run(seed, faultsOff, checksOff),
            result -> !result.passed(),
            1,
            harmlessSeeds,
            jobs,
            counting(mutant, "faults off", harmlessSeeds));
    return found.first();
  }

  private SeedRunner runner(Mutant mutant, boolean withoutAssertions) {
    return loader(mutant, compiler, withoutAssertions).runner();
  }

  /** The kernel with a bug, in a loader of its own. */
  static MutantLoader loader(Mutant mutant, MutantCompiler compiler, boolean withoutAssertions) {
    List<Edit> edits = new ArrayList<>(mutant.edits());
    if (withoutAssertions) {
      edits.addAll(NO_ASSERTIONS);
    }
    return new MutantLoader(compiler.compile(edits));
  }

  private SeedSearch.Listener counting(Mutant mutant, String phase, long most) {
    return new SeedSearch.Listener() {
      private long seeds;

      @Override
      public void ended(SeedResult result) {
        seeds++;
        progress.ran(mutant, phase, seeds, most);
      }
    };
  }
}
