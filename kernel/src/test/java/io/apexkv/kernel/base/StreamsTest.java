package io.apexkv.kernel.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class StreamsTest {

  /** First outputs of SplitMix64 for seed 1234567, as published with its reference code. */
  @Test
  void theGeneratorIsSplitMix64() {
    Prng prng = new Prng(1234567);
    assertEquals(6457827717110365317L, prng.next());
    assertEquals(3203168211198807973L, prng.next());
    assertEquals(-8629252141511181193L, prng.next());
  }

  @Property
  void aDrawDependsOnEveryArgument(
      @ForAll long seed, @ForAll int purpose, @ForAll long a, @ForAll long b, @ForAll long c) {
    long draw = Streams.draw(seed, purpose, a, b, c);
    assertEquals(draw, Streams.draw(seed, purpose, a, b, c));
    assertNotEquals(draw, Streams.draw(seed + 1, purpose, a, b, c));
    assertNotEquals(draw, Streams.draw(seed, purpose + 1, a, b, c));
    assertNotEquals(draw, Streams.draw(seed, purpose, a + 1, b, c));
    assertNotEquals(draw, Streams.draw(seed, purpose, a, b + 1, c));
    assertNotEquals(draw, Streams.draw(seed, purpose, a, b, c + 1));
  }

  @Test
  void theOrderOfTheArgumentsMatters() {
    assertNotEquals(Streams.draw(1, 2, 3, 4, 5), Streams.draw(1, 2, 4, 3, 5));
    assertNotEquals(Streams.draw(1, 2, 3, 4, 5), Streams.draw(2, 1, 3, 4, 5));
    assertNotEquals(0, Streams.draw(0, 0, 0, 0, 0));
  }

  @Test
  void flippingAnyInputBitFlipsAboutHalfOfADraw() {
    for (int part = 0; part < 5; part++) {
      long flips = 0;
      int samples = 0;
      for (long round = 0; round < 100; round++) {
        for (int bit = 0; bit < (part == 1 ? 32 : 64); bit++) {
          long flip = 1L << bit;
          long before = Streams.draw(round, (int) round, round, round, round);
          long after =
              Streams.draw(
                  part == 0 ? round ^ flip : round,
                  (int) (part == 1 ? round ^ flip : round),
                  part == 2 ? round ^ flip : round,
                  part == 3 ? round ^ flip : round,
                  part == 4 ? round ^ flip : round);
          flips += Long.bitCount(before ^ after);
          samples++;
        }
      }
      long perThousandBits = flips * 1000 / (64L * samples);
      assertTrue(perThousandBits > 480 && perThousandBits < 520, "flipped " + perThousandBits);
    }
  }

  @Property
  void aBoundedDrawIsInItsRange(
      @ForAll long draw, @ForAll @LongRange(min = 1, max = Long.MAX_VALUE) long bound) {
    long below = Streams.below(draw, bound);
    assertTrue(below >= 0 && below < bound);
  }

  @Test
  void aBoundedDrawReachesBothEndsOfItsRange() {
    assertEquals(0, Streams.below(0, 10));
    assertEquals(9, Streams.below(-1, 10));
  }

  @Test
  void boundedDrawsAreEvenlySpread() {
    int[] counts = new int[10];
    for (int round = 0; round < 100_000; round++) {
      counts[(int) Streams.below(Streams.draw(7, 1, round, 0, 0), 10)]++;
    }
    for (int count : counts) {
      assertTrue(count > 9_600 && count < 10_400, "count " + count);
    }
  }

  @Test
  void chanceIsNumeratorOfDenominator() {
    Prng prng = new Prng(3);
    int hits = 0;
    for (int round = 0; round < 100_000; round++) {
      hits += prng.chance(3, 10) ? 1 : 0;
    }
    assertTrue(hits > 29_300 && hits < 30_700, "hits " + hits);
    assertFalse(new Prng(1).chance(0, 1));
    assertTrue(new Prng(1).chance(1, 1));
  }

  @Test
  void aBoundThatIsNotPositiveIsRefused() {
    assertThrows(InvariantViolation.class, () -> Streams.below(5, 0));
    assertThrows(InvariantViolation.class, () -> Streams.below(5, -1));
  }
}
