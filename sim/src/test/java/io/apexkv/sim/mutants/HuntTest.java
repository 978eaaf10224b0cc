package io.apexkv.sim.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.cli.ScenarioFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HuntTest {

  private static final String RECEIVER = "io.apexkv.kernel.raft.AppendReceiver";

  private final List<String> progress = new ArrayList<>();

  private Verdict hunt(Mutant mutant, Ranges ranges) throws InterruptedException {
    Hunt hunt =
        new Hunt(
            new MutantCompiler(Sources.packaged()),
            mutant,
            ScenarioFiles::golden,
            1,
            (hunted, phase, seeds, most) -> progress.add(phase + " " + seeds + "/" + most));
    return hunt.hunt(ranges, 1);
  }

  private static Mutant mutant(Edit edit, Checker checker) {
    return new Mutant(
        99, "toy", "A bug.", "A rule.", List.of(edit), Set.of(FaultFamily.CRASH), checker);
  }

  @Test
  void anAcknowledgementBeforeTheSyncIsKilledAndHarmlessWithoutLossOfPower() throws Exception {
    Verdict verdict = hunt(Mutants.find("10").orElseThrow(), new Ranges(1, 9));
    assertTrue(verdict.isAsExpected(), verdict.toString());
    SeedResult killer = verdict.median().killer().orElseThrow();
    assertEquals("durability", killer.failedCheck());
    assertEquals(verdict.median().seeds(), killer.seed());
    assertTrue(progress.contains("range 1 of 1 1/9") && progress.contains("faults off 1/1"));
  }

  @Test
  void whoHasAScenarioDiesInItOfItsOwnCheckerAndTheKernelDoesNot() throws Exception {
    for (Mutant mutant : Mutants.ALL) {
      if (mutant.scenario().isPresent()) {
        Verdict verdict = hunt(mutant, new Ranges(1, 1));
        assertTrue(verdict.diesInScenario(), mutant + ": " + verdict.scenario());
      }
    }
  }

  @Test
  void aHealthyKernelLivesThroughAScenario() throws Exception {
    Edit harmless =
        new Edit("io.apexkv.kernel.raft.Group", "package io", "/* the same */package io");
    Mutant none =
        mutant(harmless, Checker.LEADER_COMPLETENESS).alsoIn("figure-8-older-entry-overwritten");
    Verdict verdict = hunt(none, new Ranges(1, 1));
    assertFalse(verdict.diesInScenario());
    assertTrue(verdict.scenario().orElseThrow().passed());
  }

  @Test
  void whatAnotherCheckerSeesIsNoKill() throws Exception {
    Mutant wrongChecker =
        mutant(Mutants.find("10").orElseThrow().edits().getFirst(), Checker.ONE_LEADER);
    Verdict verdict = hunt(wrongChecker, new Ranges(1, 1));
    assertFalse(verdict.isKilled());
    assertEquals(1, verdict.median().seeds());
  }

  @Test
  void aMutantThatIsBrokenAnyhowIsShownTo() throws Exception {
    Edit neverAnswers =
        new Edit(RECEIVER, "if (leader == Voters.NONE ||", "if (leader != Voters.NONE ||");
    Verdict verdict = hunt(mutant(neverAnswers, Checker.EXACTLY_ONCE), new Ranges(1, 1));
    assertFalse(verdict.isKilled());
    assertTrue(verdict.harm().isPresent(), "a group that never commits does not converge");
  }

  @Test
  void whatTheGroundDiesOfIsNoKill() throws Exception {
    Mutant onItself = Mutants.find("10").orElseThrow();
    Mutant harmless =
        mutant(
                new Edit("io.apexkv.kernel.raft.Group", "package io", "/* the same */package io"),
                Checker.DURABILITY)
            .on(onItself.edits().getFirst());
    Verdict verdict = hunt(harmless, new Ranges(1, 4));
    assertFalse(verdict.isKilled(), "the ground alone is broken, the mutant adds nothing");
    assertTrue(verdict.median().sick().isPresent());
  }

  @Test
  void withAssertionsOffTheKernelsOwnChecksSayNothing() {
    Edit contradiction =
        new Edit(
            "io.apexkv.kernel.raft.HardState",
            "Check.that(laterTerm > term, \"terms never go back\", laterTerm);",
            "Check.that(laterTerm < term, \"planted\", laterTerm);");
    MutantCompiler compiler = new MutantCompiler(Sources.packaged());
    List<Edit> edits = new ArrayList<>(List.of(contradiction));
    SeedResult on = new MutantLoader(compiler.compile(edits)).runner().run(2, Set.of(), Set.of());
    assertEquals("kernel-invariant", on.failedCheck());
    edits.addAll(Hunt.NO_ASSERTIONS);
    SeedResult off = new MutantLoader(compiler.compile(edits)).runner().run(2, Set.of(), Set.of());
    assertEquals(new OwnRunner().run(2, Set.of(), Set.of()), off);
  }
}
