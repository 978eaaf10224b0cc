package io.apexkv.maelstrom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InOrderTest {

  private static final long PATIENCE = 100;

  private final InOrder order = new InOrder(PATIENCE);

  private void add(int number, long now) {
    order.add(number, new byte[] {(byte) number}, now);
  }

  private List<Integer> ready() {
    List<Integer> ready = new ArrayList<>();
    for (byte[] next = order.poll(); next != null; next = order.poll()) {
      ready.add((int) next[0]);
    }
    return ready;
  }

  @Test
  void whatComesInOrderPassesAtOnce() {
    add(1, 0);
    assertEquals(List.of(1), ready());
    add(2, 1);
    add(3, 1);
    assertEquals(List.of(2, 3), ready());
    assertEquals(Long.MAX_VALUE, order.deadlineNanos());
  }

  @Test
  void whatComesEarlyWaitsForThoseBeforeIt() {
    add(3, 0);
    add(2, 5);
    assertEquals(List.of(), ready());
    add(1, 10);
    assertEquals(List.of(1, 2, 3), ready());
  }

  @Test
  void aGapIsPassedOverWhenPatienceEndsAndNotBefore() {
    add(1, 0);
    add(4, 10);
    add(6, 20);
    assertEquals(List.of(1), ready());
    assertEquals(10 + PATIENCE, order.deadlineNanos());
    order.time(9 + PATIENCE);
    assertEquals(List.of(), ready());
    order.time(10 + PATIENCE);
    assertEquals(List.of(4), ready());
    assertEquals(10 + 2 * PATIENCE, order.deadlineNanos()); // the next gap has its own time
    order.time(10 + 2 * PATIENCE);
    assertEquals(List.of(6), ready());
  }

  @Test
  void copiesAndWhatComesAfterItsGapWasPassedOverAreDropped() {
    add(2, 0);
    order.time(PATIENCE);
    assertEquals(List.of(2), ready());
    add(1, PATIENCE + 1);
    add(2, PATIENCE + 2);
    assertEquals(List.of(), ready());
    add(3, PATIENCE + 3);
    assertEquals(List.of(3), ready());
  }

  @Test
  void onlySoManyWait() {
    for (int number = 2; number <= 1026; number++) {
      add(number, 0);
    }
    assertEquals(1025, ready().size());
    assertTrue(order.deadlineNanos() == Long.MAX_VALUE);
  }
}
