package io.apexkv.sim.mutants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SeedSearchTest {

  private static SeedResult result(long seed, boolean fails) {
    return new SeedResult(seed, fails ? "wanted" : "", "", 0);
  }

  @Test
  void findsTheFirstSeedThatFitsAndRunsNoneBeyond() throws InterruptedException {
    List<Long> ran = new ArrayList<>();
    SeedSearch.Found found =
        SeedSearch.search(
            seed -> result(seed, seed % 7 == 0),
            result -> !result.passed(),
            1,
            100,
            1,
            result -> ran.add(result.seed()));
    assertEquals(7, found.first().orElseThrow().seed());
    assertEquals(6, found.before().size());
    assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L), ran);
  }

  @Test
  void theLowestSeedWinsAlsoIfAHigherOneEndsFirst() throws InterruptedException {
    CountDownLatch secondEnded = new CountDownLatch(1);
    SeedSearch.Found found =
        SeedSearch.search(
            seed -> {
              if (seed == 1) {
                await(secondEnded);
              }
              return result(seed, true);
            },
            result -> !result.passed(),
            1,
            100,
            2,
            result -> {
              if (result.seed() == 2) {
                secondEnded.countDown();
              }
            });
    assertEquals(1, found.first().orElseThrow().seed());
    assertTrue(found.before().isEmpty());
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void whereNothingFitsAllSeedsRan() throws InterruptedException {
    SeedSearch.Found found =
        SeedSearch.search(
            seed -> result(seed, false), result -> !result.passed(), 3, 9, 2, result -> {});
    Set<Long> seeds = new TreeSet<>();
    found.before().forEach(result -> seeds.add(result.seed()));
    assertEquals(Set.of(3L, 4L, 5L, 6L, 7L, 8L, 9L), seeds);
    assertTrue(found.first().isEmpty());
  }

  @Test
  void aSeedThatCannotRunIsAnError() {
    assertThrows(
        IllegalStateException.class,
        () ->
            SeedSearch.search(
                seed -> {
                  throw new LinkageError("planted");
                },
                result -> true,
                1,
                5,
                2,
                result -> {}));
  }
}
