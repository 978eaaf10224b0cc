package io.apexkv.sim.mutants;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What came out of the hunt for a mutant: a row of the kill matrix.
 *
 * <p>The median of an even number of ranges is the higher one of the middle two: it is then a
 * number of seeds that was counted, and a range that the mutant survived pulls it up.
 *
 * @param mutant who was hunted
 * @param kills a hunt a range, at least one
 * @param harmlessSeeds how many seeds it had to pass with its families of faults off
 * @param harm the first seed that it fails with its families of faults off
 * @param scenario the end of its directed scenario, if it has one
 */
public record Verdict(
    Mutant mutant,
    List<Kill> kills,
    int harmlessSeeds,
    Optional<SeedResult> harm,
    Optional<SeedResult> scenario) {

  /** From the quickest kill to the ranges that it survived. */
  private static final Comparator<Kill> BY_SEEDS =
      Comparator.comparing((Kill kill) -> kill.killer().isEmpty()).thenComparingLong(Kill::seeds);

  public Verdict {
    kills = List.copyOf(kills);
    if (kills.isEmpty()) {
      throw new IllegalArgumentException("a verdict comes from at least one range");
    }
  }

  /** The hunt that took the median number of seeds. */
  public Kill median() {
    return kills.stream().sorted(BY_SEEDS).toList().get(kills.size() / 2);
  }

  /** The fewest seeds of all ranges. */
  public long fewestSeeds() {
    return kills.stream().min(BY_SEEDS).orElseThrow().seeds();
  }

  /** The most seeds of all ranges; those of a whole range if it survived one. */
  public long mostSeeds() {
    return kills.stream().max(BY_SEEDS).orElseThrow().seeds();
  }

  /** The median of the seconds, in nanoseconds. */
  public long medianNanos() {
    return kills.stream().mapToLong(Kill::elapsedNanos).sorted().toArray()[kills.size() / 2];
  }

  /** How many ranges it survived. */
  public long survived() {
    return kills.stream().filter(kill -> kill.killer().isEmpty()).count();
  }

  /** A seed that its checker ended without the bug too, though nothing but the bug was planted. */
  public Optional<SeedResult> sick() {
    return mutant.ground().isEmpty()
        ? kills.stream().flatMap(kill -> kill.sick().stream()).findFirst()
        : Optional.empty();
  }

  /** Whether its checker finds the bug: by seeds, or a rare one by its scenario alone. */
  public boolean isKilled() {
    return isKilledBySeeds() || isKilledByScenarioAlone();
  }

  /** Whether its checker finds the bug within the median's seeds, in its scenario too. */
  public boolean isKilledBySeeds() {
    return median().killer().isPresent() && sick().isEmpty() && diesInScenario();
  }

  /** Whether it is declared rare, survives the median's seeds, and dies in its scenario. */
  public boolean isKilledByScenarioAlone() {
    return mutant.rare().isPresent()
        && median().killer().isEmpty()
        && sick().isEmpty()
        && scenario.isPresent()
        && diesInScenario();
  }

  /** Whether its checker ended its scenario; also true if it has none. */
  public boolean diesInScenario() {
    return scenario.map(end -> end.failedCheck().equals(mutant.checker().check())).orElse(true);
  }

  /** Whether it is killed, and harmless without the faults that it needs. */
  public boolean isAsExpected() {
    return isKilled() && harm.isEmpty();
  }
}
