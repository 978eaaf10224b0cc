package io.apexkv.sim.campaign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.mutants.Edit;
import io.apexkv.sim.mutants.MutantCompiler;
import io.apexkv.sim.mutants.MutantLoader;
import io.apexkv.sim.mutants.Sources;
import io.apexkv.sim.run.RunResult;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DeterminismTest {

  private static final long SEED = 5; // a short run

  /** A campaign of one seed, in the world of the class loader that defines this class. */
  public static final class OneSeed implements Supplier<String> {
    public OneSeed() {}

    @Override
    public String get() {
      try {
        Totals totals = new Campaign(SEED, SEED, 1, Set.of(), result -> {}).run();
        return totals.failures().stream().map(RunResult::failure).toList().toString();
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
    }
  }

  private static String failuresOf(List<Edit> edits) throws ReflectiveOperationException {
    MutantLoader loader = new MutantLoader(new MutantCompiler(Sources.packaged()).compile(edits));
    Class<?> inside = loader.loadClass(OneSeed.class.getName());
    return String.valueOf(((Supplier<?>) inside.getConstructor().newInstance()).get());
  }

  @Test
  void anIdentityHashInADecisionIsFoundAndTheFirstDifferenceIsShownWithItsContext()
      throws Exception {
    Edit leak =
        new Edit(
            "io.apexkv.kernel.raft.ElectionTimeout",
            "return leastNanos + Streams",
            "return leastNanos + (System.identityHashCode(new Object()) & 0xFFFFF) + Streams");
    String failures = failuresOf(List.of(leak));
    assertTrue(failures.contains("check=determinism"), failures);
    assertTrue(failures.contains("the first input or effect that differs is number "), failures);
    assertEquals(10, failures.split("\n      both     ", -1).length - 1, failures);
    // Timeouts are of a node's own making: the first that shows is a time that it asked for.
    assertTrue(
        failures.contains("\n      one      ") && failures.contains("\n      another  "), failures);
  }

  @Test
  void oneSeedOfTwentyRunsTwiceAndAlwaysTheSameOnes() {
    int chosen = 0;
    for (long seed = 1; seed <= 10_000; seed++) {
      assertEquals(Determinism.isChosen(seed), Determinism.isChosen(seed));
      chosen += Determinism.isChosen(seed) ? 1 : 0;
    }
    assertTrue(chosen > 400 && chosen < 600, chosen + " of 10,000");
  }

  @Test
  void aCampaignRunsASeedTwiceAtLeastUnlessTheCheckIsOff() throws InterruptedException {
    Totals twice = new Campaign(SEED, SEED, 1, Set.of(), result -> {}).run();
    assertEquals(1, twice.runsTwice());
    assertEquals(List.of(), twice.failures(), "the kernel decides the same twice");
    Set<String> off = Set.of("determinism");
    assertEquals(0, new Campaign(SEED, SEED, 1, off, result -> {}).run().runsTwice());
  }
}
