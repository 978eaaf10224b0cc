package io.apexkv.sim.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HuntTest {

  private static final String RECEIVER = "io.apexkv.kernel.raft.AppendReceiver";

  private final List<String> progress = new ArrayList<>();

  private Kill hunt(Mutant mutant, int lastSeed) throws InterruptedException {
    Hunt hunt =
        new Hunt(
            new MutantCompiler(Sources.packaged()),
            1,
            1,
            (hunted, phase, seeds, most) -> progress.add(phase + " " + seeds + "/" + most));
    return hunt.hunt(mutant, 1, lastSeed);
  }

  private static Mutant mutant(Edit edit, Checker checker) {
    return new Mutant(
        99, "toy", "A bug.", "A rule.", List.of(edit), Set.of(FaultFamily.CRASH), checker, 1);
  }

  @Test
  void anAcknowledgementBeforeTheSyncIsKilledAndHarmlessWithoutLossOfPower() throws Exception {
    Kill kill = hunt(Mutants.find("10").orElseThrow(), 3);
    assertTrue(kill.isAsExpected(), kill.toString());
    assertEquals("durability", kill.killer().orElseThrow().failedCheck());
    assertEquals(kill.seeds(), kill.killer().orElseThrow().seed());
    assertTrue(progress.contains("hunting 1/3") && progress.contains("faults off 1/1"));
  }

  @Test
  void whatAnotherCheckerSeesIsNoKill() throws Exception {
    Mutant wrongChecker =
        mutant(Mutants.find("10").orElseThrow().edits().getFirst(), Checker.ONE_LEADER);
    Kill kill = hunt(wrongChecker, 1);
    assertFalse(kill.isKilled());
    assertEquals(1, kill.seeds());
  }

  @Test
  void aMutantThatIsBrokenAnyhowIsShownTo() throws Exception {
    Edit neverAnswers =
        new Edit(RECEIVER, "if (leader == Voters.NONE ||", "if (leader != Voters.NONE ||");
    Kill kill = hunt(mutant(neverAnswers, Checker.EXACTLY_ONCE), 1);
    assertFalse(kill.isKilled());
    assertTrue(kill.harm().isPresent(), "a group that never commits does not converge");
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
