package io.apexkv.kernel.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LongQueueTest {

  @Property(tries = 300)
  void theQueueBehavesLikeAList(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 9) int addsOfTen) {
    Prng prng = new Prng(seed);
    LongQueue queue = new LongQueue();
    List<Long> model = new ArrayList<>();
    for (long step = 0; step < 500; step++) {
      if (prng.chance(addsOfTen, 10)) {
        queue.addLast(step);
        model.addLast(step);
      } else if (!model.isEmpty() && prng.chance(3, 4)) {
        assertEquals(model.getFirst(), queue.first());
        assertEquals(model.removeFirst(), queue.removeFirst());
      } else if (!model.isEmpty()) {
        assertEquals(model.getLast(), queue.last());
        assertEquals(model.removeLast(), queue.removeLast());
      }
      assertEquals(model.size(), queue.size());
      assertEquals(model.isEmpty(), queue.isEmpty());
      if (!model.isEmpty()) {
        int place = (int) prng.below(model.size());
        assertEquals(model.get(place), queue.get(place));
      }
    }
    queue.clear();
    assertEquals(0, queue.size());
  }

  @Test
  void anEmptyQueueHasNothingToGive() {
    LongQueue queue = new LongQueue();
    assertThrows(InvariantViolation.class, queue::removeFirst);
    assertThrows(InvariantViolation.class, queue::removeLast);
    assertThrows(InvariantViolation.class, queue::first);
    assertThrows(InvariantViolation.class, () -> queue.get(0));
  }
}
