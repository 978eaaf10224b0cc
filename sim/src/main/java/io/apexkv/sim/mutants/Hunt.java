package io.apexkv.sim.mutants;

import io.apexkv.sim.scenario.Scenario;
import io.apexkv.sim.scenario.Scenarios;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Hunts one mutant, with its own checker as the only judge. */
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

  /** The directed scenarios. */
  public interface Scripts {
    /** The text of a scenario, if there is one of this name. */
    Optional<String> text(String scenario);
  }

  private final Mutant mutant;
  private final Scripts scripts;
  private final int jobs;
  private final Progress progress;
  private final Set<String> checksOff;
  private final SeedRunner mutated;

  /** The same without the bug. */
  private final SeedRunner healthy;

  /** With assertions, where its faults are off. */
  private final SeedRunner asserting;

  /**
   * @param jobs threads, at least 1
   */
  public Hunt(
      MutantCompiler compiler, Mutant mutant, Scripts scripts, int jobs, Progress progress) {
    this.mutant = mutant;
    this.scripts = scripts;
    this.jobs = jobs;
    this.progress = progress;
    boolean blind = mutant.checker().clientVisible();
    List<Edit> all = new ArrayList<>(mutant.ground());
    all.addAll(mutant.edits());
    checksOff = mutant.checker().offWhileHunting();
    asserting = runner(compiler, all, false);
    mutated = blind ? runner(compiler, all, true) : asserting;
    boolean plain = mutant.ground().isEmpty();
    healthy = plain ? new OwnRunner() : runner(compiler, mutant.ground(), blind);
  }

  private static Edit emptied(String check) {
    return new Edit("io.apexkv.kernel.base.Check", check, "return;");
  }

  private static SeedRunner runner(
      MutantCompiler compiler, List<Edit> edits, boolean withoutAssertions) {
    return loader(compiler, edits, withoutAssertions).runner();
  }

  /** A kernel with edits, in a loader of its own. */
  static MutantLoader loader(MutantCompiler compiler, List<Edit> edits, boolean withoutAssertions) {
    List<Edit> all = new ArrayList<>(edits);
    if (withoutAssertions) {
      all.addAll(NO_ASSERTIONS);
    }
    return new MutantLoader(compiler.compile(all));
  }

  /**
   * Hunts over every range, lets the mutant act its scenario, and then lets it live in a world
   * without the faults that it needs.
   *
   * @param harmlessSeeds seeds from 1 on that it has to pass there
   */
  public Verdict hunt(Ranges ranges, int harmlessSeeds) throws InterruptedException {
    List<Kill> kills = new ArrayList<>();
    for (int range = 0; range < ranges.count(); range++) {
      String phase = "range " + (range + 1) + " of " + ranges.count();
      kills.add(hunt(ranges.first(range), ranges.last(range), phase));
    }
    return new Verdict(mutant, kills, harmlessSeeds, harm(harmlessSeeds), scenario());
  }

  /**
   * The end of the directed scenario, if there is one, which the kernel without the bug has to pass
   * as it stands. With the bug it goes otherwise than it says, so only the checker judges.
   */
  private Optional<SeedResult> scenario() {
    if (mutant.scenario().isEmpty()) {
      return Optional.empty();
    }
    String name = mutant.scenario().get();
    String text =
        scripts
            .text(name)
            .orElseThrow(() -> new IllegalStateException(mutant + " has no scenario " + name));
    String file = name + Scenario.ENDING;
    SeedResult without = healthy.runScenario(file, text, Set.of());
    if (!without.passed()) {
      return Optional.of(new SeedResult(0, "", "fails without the bug too: " + without, 0));
    }
    Set<String> off = new TreeSet<>(checksOff);
    off.add(Scenarios.EXPECTATIONS);
    return Optional.of(mutated.runScenario(file, text, off));
  }

  /** Searches for the first seed that the checker ends with the bug, and not without it. */
  private Kill hunt(long firstSeed, long lastSeed, String phase) throws InterruptedException {
    long begunNanos = System.nanoTime();
    TreeMap<Long, SeedResult> sick = new TreeMap<>();
    SeedSearch.Found found =
        SeedSearch.search(
            seed -> mutated.run(seed, Set.of(), checksOff),
            result -> isKill(result, sick),
            firstSeed,
            lastSeed,
            jobs,
            counting(phase, lastSeed - firstSeed + 1));
    return new Kill(
        firstSeed,
        lastSeed,
        found.first(),
        found.before().stream().filter(result -> !result.passed()).count(),
        sick.isEmpty() ? Optional.empty() : Optional.of(sick.firstEntry().getValue()),
        System.nanoTime() - begunNanos);
  }

  /** What the same checker ends without the bug too is written down, and is no kill. */
  private boolean isKill(SeedResult result, TreeMap<Long, SeedResult> sick) {
    if (!result.failedCheck().equals(mutant.checker().check())) {
      return false;
    }
    SeedResult without = healthy.run(result.seed(), Set.of(), checksOff);
    if (!without.passed()) {
      sick.put(result.seed(), without);
    }
    return without.passed();
  }

  /** The first seed that the mutant fails without its faults; with assertions and all checks on. */
  private Optional<SeedResult> harm(int harmlessSeeds) throws InterruptedException {
    Set<String> faultsOff = mutant.faultKinds();
    Set<String> off = mutant.checker().offWithout(mutant.families());
    SeedSearch.Found found =
        SeedSearch.search(
            seed -> asserting.run(seed, faultsOff, off),
            result -> !result.passed(),
            1,
            harmlessSeeds,
            jobs,
            counting("faults off", harmlessSeeds));
    return found.first();
  }

  private SeedSearch.Listener counting(String phase, long most) {
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
