package io.apexkv.sim.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.apexkv.sim.mutants.Kill;
import io.apexkv.sim.mutants.Mutant;
import io.apexkv.sim.mutants.Mutants;
import io.apexkv.sim.mutants.Ranges;
import io.apexkv.sim.mutants.SeedResult;
import io.apexkv.sim.mutants.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KillTableTest {

  private static final Mutant MUTANT = Mutants.find("10").orElseThrow();

  /** Kills after so many seeds of ranges of 200; 0: survived, with two seeds that don't count. */
  private static Verdict verdict(long... seeds) {
    Ranges ranges = new Ranges(seeds.length, 200);
    List<Kill> kills = new ArrayList<>();
    for (int range = 0; range < seeds.length; range++) {
      long first = ranges.first(range);
      boolean survived = seeds[range] == 0;
      kills.add(
          new Kill(
              first,
              ranges.last(range),
              survived
                  ? Optional.empty()
                  : Optional.of(new SeedResult(first + seeds[range] - 1, "durability", "lost", 0)),
              survived ? 2 : 0,
              Optional.empty(),
              1));
    }
    return new Verdict(MUTANT, kills, 50, Optional.empty(), Optional.empty());
  }

  private static List<String> rows(long... seeds) {
    return new KillTable(List.of(MUTANT)).rows(verdict(seeds));
  }

  @Test
  void theMedianComesWithTheFewestAndTheMost() {
    assertEquals("7 (3..200+)", KillTable.seeds(verdict(3, 7, 0)));
    assertEquals("3", KillTable.seeds(verdict(3)));
    assertEquals("200+", KillTable.seeds(verdict(0, 0)), "there is no fewest");
  }

  @Test
  void rangesThatWereSurvivedStandInOneLine() {
    List<String> rows = rows(0, 9, 0);
    assertEquals(2, rows.size());
    assertEquals(
        "survived seeds 1..200, 2001..2200; 4 of them ended by something that does not count",
        rows.getLast().strip());
    assertEquals(1, rows(1, 9).size());
  }
}
