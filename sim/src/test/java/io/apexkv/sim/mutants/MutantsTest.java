package io.apexkv.sim.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.oracle.Checks;
import io.apexkv.sim.plan.FaultKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class MutantsTest {

  @Test
  void everyEditFitsThePresentSourcesAndCompiles() {
    MutantCompiler compiler = new MutantCompiler(Sources.packaged());
    for (Mutant mutant : Mutants.ALL) {
      List<Edit> edits = new ArrayList<>(mutant.ground());
      edits.addAll(mutant.edits());
      edits.addAll(Hunt.NO_ASSERTIONS);
      Map<String, byte[]> compiled = compiler.compile(edits);
      for (Edit edit : edits) {
        assertTrue(compiled.containsKey(edit.className()), mutant + " " + edit.className());
      }
    }
  }

  @Test
  void theMatrixHasTheMutantsThatItPromises() {
    assertEquals(
        List.of(1, 4, 5, 6, 7, 8, 10, 11, 27, 28, 29, 31, 36, 37, 101, 102, 103, 104),
        Mutants.ALL.stream().map(Mutant::number).toList());
  }

  @Test
  void numbersAndNamesAreUniqueAndFindTheirMutant() {
    Set<String> known = new TreeSet<>();
    for (Mutant mutant : Mutants.ALL) {
      assertTrue(known.add(mutant.name()), mutant.name());
      assertTrue(known.add(Integer.toString(mutant.number())), mutant.name());
      assertSame(mutant, Mutants.find(mutant.name()).orElseThrow());
      assertSame(mutant, Mutants.find(Integer.toString(mutant.number())).orElseThrow());
    }
    assertTrue(Mutants.find("999").isEmpty());
  }

  @Test
  void everyMutantSaysWhatIsWrongAndWhatItNeeds() {
    for (Mutant mutant : Mutants.ALL) {
      assertTrue(mutant.bug().endsWith(".") || mutant.bug().endsWith(")"), mutant.bug());
      assertTrue(mutant.rule().endsWith("."), mutant.rule());
      assertFalse(mutant.families().isEmpty(), mutant.name());
    }
  }

  @Test
  void aRareMutantSaysWhyAndHasAScenario() {
    for (Mutant mutant : Mutants.ALL) {
      mutant.rare().ifPresent(why -> assertTrue(why.endsWith("."), why));
    }
    Mutant withoutScenario = Mutants.find("10").orElseThrow();
    assertThrows(IllegalArgumentException.class, () -> withoutScenario.rareSince("It is rare."));
  }

  @Test
  void aCheckerHuntsAloneUnderTheNameOfARealCheck() {
    for (Checker checker : Checker.values()) {
      assertTrue(Checks.NAMES.contains(checker.check()), checker.check());
      Set<String> on = new TreeSet<>(Checks.NAMES);
      on.removeAll(checker.offWhileHunting());
      assertTrue(on.contains(checker.check()), checker.check());
      boolean toldWhatIsCommitted =
          checker == Checker.DURABILITY || checker == Checker.LEADER_COMPLETENESS;
      assertEquals(toldWhatIsCommitted ? 2 : 1, on.size(), checker.check());
    }
  }

  @Test
  void everyKindOfFaultBelongsToAFamily() {
    EnumSet<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
    for (FaultFamily family : FaultFamily.values()) {
      kinds.addAll(family.kinds());
    }
    assertEquals(EnumSet.allOf(FaultKind.class), kinds);
  }
}
