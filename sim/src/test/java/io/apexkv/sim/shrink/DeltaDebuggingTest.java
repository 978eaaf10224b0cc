package io.apexkv.sim.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeltaDebuggingTest {

  private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

  @Test
  void itemsThatAreNeededTogetherStayWhereverTheyAre() {
    List<Integer> needed = List.of(3, 50, 51, 99);
    assertEquals(needed, DeltaDebugging.minimise(HUNDRED, part -> part.containsAll(needed)));
  }

  @Test
  void nothingStaysIfNothingIsNeeded() {
    assertEquals(List.of(), DeltaDebugging.minimise(HUNDRED, part -> true));
    assertEquals(List.of(), DeltaDebugging.minimise(List.of(), part -> true));
  }

  @Test
  void everythingStaysIfEverythingIsNeeded() {
    assertEquals(HUNDRED, DeltaDebugging.minimise(HUNDRED, part -> false));
  }

  @Test
  void largePartsGoFirstSoThatOneOfAHundredNeedsFewTrials() {
    AtomicInteger trials = new AtomicInteger();
    DeltaDebugging.minimise(
        HUNDRED,
        part -> {
          trials.incrementAndGet();
          return part.contains(42);
        });
    assertTrue(trials.get() <= 20, trials + " trials");
  }
}
