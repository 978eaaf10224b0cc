package io.apexkv.sim.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Prng;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQueueTest {

  private final EventQueue queue = new EventQueue();
  private final List<String> happened = new ArrayList<>();

  private Event named(String name) {
    return new Event() {
      @Override
      protected void happen() {
        happened.add(name + "@" + queue.nowNanos());
      }
    };
  }

  @Test
  void eventsHappenInOrderOfTimeAndTiesInOrderOfScheduling() {
    queue.at(20, named("c"));
    queue.at(10, named("a"));
    queue.at(20, named("d"));
    queue.at(15, named("b"));
    queue.runUntil(100);
    assertEquals(List.of("a@10", "b@15", "c@20", "d@20"), happened);
    assertEquals(4, queue.happened());
  }

  @Test
  void timePassesAlsoWhereNothingHappens() {
    queue.runUntil(50);
    assertEquals(50, queue.nowNanos());
    queue.at(60, named("a"));
    queue.runUntil(59);
    assertEquals(List.of(), happened);
    queue.runUntil(60);
    assertEquals(List.of("a@60"), happened);
  }

  @Test
  void thePastIsNow() {
    queue.runUntil(50);
    queue.at(10, named("late"));
    queue.after(1, named("next"));
    queue.runUntil(100);
    assertEquals(List.of("late@50", "next@51"), happened);
  }

  @Test
  void aWorldThatIsBusyForEverEndsAtItsBound() {
    queue.bound(1000);
    Event[] again = new Event[1];
    again[0] =
        new Event() {
          @Override
          protected void happen() {
            queue.at(queue.nowNanos(), again[0]);
          }
        };
    queue.at(7_000_000, again[0]);
    EndlessRun endless = assertThrows(EndlessRun.class, () -> queue.runUntil(8_000_000));
    assertEquals("more than 1000 events, and world time is only at 7 ms", endless.getMessage());
  }

  @Test
  void manyEventsComeOutSorted() {
    Prng prng = new Prng(1);
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      long time = prng.below(1000);
      times.add(time);
      queue.at(time, named(""));
    }
    queue.runUntil(1000);
    times.sort(null);
    assertEquals(times.stream().map(time -> "@" + time).toList(), happened);
  }

  @Test
  void eventsHappenOneByOneUntilAMomentAndThenThatIsTheTime() {
    queue.at(10, named("a"));
    queue.at(20, named("b"));
    assertTrue(queue.stepUntil(15));
    assertEquals(List.of("a@10"), happened);
    assertFalse(queue.stepUntil(15));
    assertEquals(15, queue.nowNanos());
    assertTrue(queue.stepUntil(20));
    assertFalse(queue.stepUntil(20));
    assertEquals(List.of("a@10", "b@20"), happened);
  }
}
