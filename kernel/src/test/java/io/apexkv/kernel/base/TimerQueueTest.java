package io.apexkv.kernel.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TimerQueueTest {

  private record Timer(int id, long deadlineNanos) {}

  @Property(tries = 300)
  void timersFireByDeadlineThenId(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int timerCount) {
    Prng prng = new Prng(seed);
    TimerQueue queue = new TimerQueue();
    TreeSet<Timer> model =
        new TreeSet<>(Comparator.comparingLong(Timer::deadlineNanos).thenComparingInt(Timer::id));
    long now = 0;
    for (int step = 0; step < 600; step++) {
      int id = (int) prng.below(timerCount);
      switch ((int) prng.below(4)) {
        case 0, 1 -> {
          long deadline = now + prng.below(20);
          model.removeIf(timer -> timer.id() == id);
          model.add(new Timer(id, deadline));
          queue.set(id, deadline);
          assertEquals(deadline, queue.deadlineNanos(id));
        }
        case 2 -> assertEquals(model.removeIf(timer -> timer.id() == id), queue.cancel(id));
        default -> {
          now += prng.below(8);
          while (!model.isEmpty() && model.first().deadlineNanos() <= now) {
            assertEquals(model.removeFirst().id(), queue.pollDue(now));
          }
          assertEquals(-1, queue.pollDue(now));
        }
      }
      assertEquals(model.size(), queue.size());
      assertEquals(model.stream().anyMatch(timer -> timer.id() == id), queue.isSet(id));
      assertEquals(
          model.isEmpty() ? TimerQueue.NONE : model.first().deadlineNanos(),
          queue.nextDeadlineNanos());
    }
  }

  @Test
  void timersOfOneDeadlineFireByIdWhateverTheOrderOfSetting() {
    TimerQueue queue = new TimerQueue();
    for (int id : new int[] {5, 1, 4, 0, 3, 2}) {
      queue.set(id, 100);
    }
    for (int id = 0; id < 6; id++) {
      assertEquals(id, queue.pollDue(100));
    }
  }

  @Test
  void anEmptyQueueNeedsNoTime() {
    TimerQueue queue = new TimerQueue();
    assertEquals(TimerQueue.NONE, queue.nextDeadlineNanos());
    assertEquals(TimerQueue.NONE, queue.deadlineNanos(3));
    assertEquals(-1, queue.pollDue(Long.MAX_VALUE));
    assertFalse(queue.cancel(3));
  }

  @Test
  void deadlinesMayBeNegative() {
    TimerQueue queue = new TimerQueue();
    queue.set(0, Long.MIN_VALUE);
    queue.set(1, -5);
    assertEquals(0, queue.pollDue(-6));
    assertEquals(-1, queue.pollDue(-6));
    assertTrue(queue.isSet(1));
  }

  @Test
  void idsAndDeadlinesOutsideTheirRangeAreRefused() {
    TimerQueue queue = new TimerQueue();
    assertThrows(InvariantViolation.class, () -> queue.set(-1, 5));
    assertThrows(InvariantViolation.class, () -> queue.set(1, TimerQueue.NONE));
  }
}
