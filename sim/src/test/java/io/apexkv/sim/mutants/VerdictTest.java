package io.apexkv.sim.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {

  private static final Mutant MUTANT = Mutants.find("10").orElseThrow();

  /** Kills after so many seeds of a range of 200; 0: survived. */
  private static Verdict verdict(long... seeds) {
    return verdict(MUTANT, Optional.empty(), seeds);
  }

  private static Verdict verdict(Mutant mutant, Optional<SeedResult> scenario, long... seeds) {
    Ranges ranges = new Ranges(seeds.length, 200);
    List<Kill> kills = new ArrayList<>();
    for (int range = 0; range < seeds.length; range++) {
      long first = ranges.first(range);
      Optional<SeedResult> killer =
          seeds[range] == 0
              ? Optional.empty()
              : Optional.of(failed(first + seeds[range] - 1, "durability"));
      kills.add(
          new Kill(first, ranges.last(range), killer, 0, Optional.empty(), 100 * seeds[range]));
    }
    return new Verdict(mutant, kills, 50, Optional.empty(), scenario);
  }

  private static SeedResult failed(long seed, String check) {
    return new SeedResult(seed, check, "planted", 0);
  }

  @Test
  void rangesAreDisjointAndBeginAtRoundNumbers() {
    Ranges ranges = new Ranges(3, 200);
    assertEquals(1, ranges.first(0));
    assertEquals(200, ranges.last(0));
    assertEquals(2001, ranges.first(2));
    Ranges longer = new Ranges(2, 1500);
    assertEquals(1501, longer.first(1));
    assertThrows(IllegalArgumentException.class, () -> new Ranges(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Ranges(1, 0));
  }

  @Test
  void theMedianIsTheHigherOfTheMiddleTwo() {
    assertEquals(7, verdict(9, 1, 7).median().seeds());
    assertEquals(9, verdict(9, 1, 7, 30).median().seeds());
    assertEquals(1, verdict(9, 1, 7, 30).fewestSeeds());
    assertEquals(30, verdict(9, 1, 7, 30).mostSeeds());
    assertEquals(900, verdict(9, 1, 7, 30).medianNanos());
  }

  @Test
  void aRangeThatWasSurvivedCountsAsMoreThanAnyKill() {
    Verdict half = verdict(3, 0, 200, 0);
    assertEquals(2, half.survived());
    assertFalse(half.isKilled(), "the higher of the middle two is a survivor");
    assertEquals(200, half.mostSeeds());
    assertTrue(verdict(3, 0, 200).isKilled());
    assertEquals(200, verdict(3, 0, 200).median().seeds());
  }

  @Test
  void whoHasAScenarioDiesThereOfTheSameChecker() {
    Mutant rare = MUTANT.alsoIn("figure-8");
    assertTrue(verdict(rare, Optional.of(failed(0, "durability")), 1).isKilled());
    assertFalse(verdict(rare, Optional.of(failed(0, "convergence")), 1).isKilled());
    assertFalse(verdict(rare, Optional.of(new SeedResult(0, "", "", 0)), 1).isKilled());
  }

  @Test
  void aRareMutantMaySurviveSeedsIfItDiesInItsScenario() {
    Mutant rare = MUTANT.alsoIn("figure-8").rareSince("It takes three elections.");
    Optional<SeedResult> dies = Optional.of(failed(0, "durability"));
    Verdict byScenario = verdict(rare, dies, 0);
    assertTrue(byScenario.isKilled() && byScenario.isKilledByScenarioAlone());
    assertFalse(byScenario.isKilledBySeeds());
    Verdict bySeeds = verdict(rare, dies, 9);
    assertTrue(bySeeds.isKilledBySeeds());
    assertFalse(bySeeds.isKilledByScenarioAlone());
    assertFalse(verdict(rare, Optional.of(new SeedResult(0, "", "", 0)), 0).isKilled());
    assertFalse(verdict(rare, Optional.of(new SeedResult(0, "", "", 0)), 9).isKilled());
    assertFalse(verdict(rare, Optional.of(failed(0, "convergence")), 0).isKilled());
    assertFalse(verdict(rare, Optional.empty(), 0).isKilled(), "nobody ran its scenario");
  }

  @Test
  void aMutantThatIsNotDeclaredRareHasToDieOfSeeds() {
    Mutant usual = MUTANT.alsoIn("figure-8");
    assertFalse(verdict(usual, Optional.of(failed(0, "durability")), 0).isKilled());
  }

  @Test
  void aSeedThatTheKernelItselfFailsMakesTheVerdictWorthless() {
    Kill kill =
        new Kill(
            1,
            200,
            Optional.of(failed(7, "durability")),
            1,
            Optional.of(failed(5, "durability")),
            1);
    Verdict verdict = new Verdict(MUTANT, List.of(kill), 50, Optional.empty(), Optional.empty());
    assertFalse(verdict.isKilled());
    assertEquals(5, verdict.sick().orElseThrow().seed());
    Mutant grounded = MUTANT.on(MUTANT.edits().getFirst());
    Verdict onGround = new Verdict(grounded, List.of(kill), 50, Optional.empty(), Optional.empty());
    assertTrue(onGround.isKilled(), "the ground may be broken, where it is not the kill counts");
  }

  @Test
  void aVerdictWithoutARangeIsRefused() {
    assertThrows(IllegalArgumentException.class, VerdictTest::verdict);
  }
}
