package io.apexkv.client.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static Backoff backoff(long seed, long firstNanos, long lastNanos) {
    return new Backoff(ClientSettings.of(List.of("n1:1"), seed).withBackoff(firstNanos, lastNanos));
  }

  @Property
  void aPauseIsWithinHalfOfItsMeanWhichDoublesUpToItsBound(
      @ForAll long seed,
      @ForAll long identity,
      @ForAll @IntRange(min = 1, max = 100) int pause,
      @ForAll @LongRange(min = 1, max = 1_000_000_000L) long firstNanos,
      @ForAll @LongRange(min = 1, max = 1000) long factor) {
    long lastNanos = firstNanos * factor;
    long meanNanos = firstNanos;
    for (int i = 1; i < pause; i++) {
      meanNanos = Math.min(2 * meanNanos, lastNanos);
    }
    long nanos = backoff(seed, firstNanos, lastNanos).nanos(identity, pause);
    assertTrue(nanos >= 1 && nanos >= meanNanos / 2 && nanos <= meanNanos / 2 + meanNanos);
  }

  @Test
  void theSameSeedGivesTheSamePausesAndAnotherOneOthers() {
    assertEquals(
        backoff(1, 1_000_000, 9_000_000).nanos(5, 2), backoff(1, 1_000_000, 9_000_000).nanos(5, 2));
    assertNotEquals(
        backoff(1, 1_000_000, 9_000_000).nanos(5, 2), backoff(2, 1_000_000, 9_000_000).nanos(5, 2));
    assertNotEquals(
        backoff(1, 1_000_000, 9_000_000).nanos(5, 2), backoff(1, 1_000_000, 9_000_000).nanos(6, 2));
  }
}
