package io.apexkv.sim.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.sim.event.Luck;
import io.apexkv.sim.plan.Arrival;
import io.apexkv.sim.plan.KeyShape;
import io.apexkv.sim.plan.Plan;
import io.apexkv.sim.plan.Planner;
import io.apexkv.sim.plan.ValueShape;
import io.apexkv.sim.plan.Workload;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RequestsTest {

  private static final long MILLI = 1_000_000L;
  private static final long SECOND = 1000 * MILLI;
  private static final int KEYS = 13;
  private static final int COUNT = 10_000;

  private static Requests requests(KeyShape keys, Arrival arrival, ValueShape values) {
    Plan plan = Planner.plan(1);
    Workload workload =
        new Workload(1, 1, 0, 1, KEYS, 10 * MILLI, 0, 100, 0, 40, 0, 0, keys, arrival, values);
    return new Requests(plan(plan, workload), new Luck(1), 0);
  }

  private static Plan plan(Plan plan, Workload workload) {
    return new Plan(
        1,
        plan.cluster(),
        plan.shapes(),
        workload,
        plan.enabled(),
        plan.faults(),
        plan.safetyNanos(),
        plan.livenessNanos(),
        plan.core(),
        plan.outsiders());
  }

  private static int[] keyCounts(KeyShape shape, long nowNanos) {
    Requests requests = requests(shape, Arrival.STEADY, ValueShape.FIXED);
    int[] counts = new int[KEYS];
    for (int i = 0; i < COUNT; i++) {
      counts[requests.next(nowNanos).key()]++;
    }
    return counts;
  }

  private static int hottest(int[] counts) {
    int hottest = 0;
    for (int key = 0; key < KEYS; key++) {
      hottest = counts[key] > counts[hottest] ? key : hottest;
    }
    return hottest;
  }

  @Test
  void everyKeyComesUpInEveryShape() {
    for (KeyShape shape : KeyShape.values()) {
      for (int count : keyCounts(shape, 0)) {
        assertTrue(count > COUNT / KEYS / 4, shape::name);
      }
    }
  }

  @Test
  void uniformKeysAreLikedAlikeAndZipfsFirstOnesMore() {
    int[] uniform = keyCounts(KeyShape.UNIFORM, 0);
    assertTrue(uniform[hottest(uniform)] < 2 * COUNT / KEYS);
    int[] zipf = keyCounts(KeyShape.ZIPF, 0);
    assertTrue(zipf[0] > COUNT / 5 && zipf[0] < COUNT / 3, "one of four octaves");
    assertTrue(zipf[0] > 3 * zipf[3] && zipf[3] > zipf[7]);
  }

  @Test
  void aHotKeyGetsHalfAndAMovingOneMoves() {
    int[] hot = keyCounts(KeyShape.HOT, 0);
    assertTrue(hot[hottest(hot)] > COUNT * 45 / 100);
    assertEquals(hottest(hot), hottest(keyCounts(KeyShape.HOT, 9 * SECOND)));
    TreeSet<Integer> places = new TreeSet<>();
    for (int second = 0; second < 8; second++) {
      int[] moving = keyCounts(KeyShape.MOVING, second * SECOND);
      assertTrue(moving[hottest(moving)] > COUNT * 45 / 100);
      places.add(hottest(moving));
    }
    assertTrue(places.size() > 3, places::toString);
  }

  @Test
  void readersReadAlthoughTheMixHasOnlyWrites() {
    Plan plan = Planner.plan(1);
    Workload oneWrites =
        new Workload(
            1,
            1,
            1,
            1,
            KEYS,
            10 * MILLI,
            0,
            100,
            0,
            40,
            0,
            0,
            KeyShape.UNIFORM,
            Arrival.STEADY,
            ValueShape.FIXED);
    Plan shaped = plan(plan, oneWrites);
    Requests writer = new Requests(shaped, new Luck(1), 0);
    Requests reader = new Requests(shaped, new Luck(1), 1);
    for (int i = 0; i < 100; i++) {
      assertEquals(Request.Kind.PUT, writer.next(0).kind());
      assertEquals(Request.Kind.GET, reader.next(0).kind());
    }
  }

  @Test
  void steadyArrivalsHaveTheMeanOfThePlan() {
    Requests requests = requests(KeyShape.UNIFORM, Arrival.STEADY, ValueShape.FIXED);
    long sum = 0;
    for (int i = 0; i < COUNT; i++) {
      requests.next(0);
      sum += requests.thinkNanos(0);
    }
    long mean = sum / COUNT;
    assertTrue(mean > 9 * MILLI && mean < 11 * MILLI, () -> "mean " + mean);
  }

  @Test
  void thoseWhoComeTogetherComeWithinAMoment() {
    Requests requests = requests(KeyShape.UNIFORM, Arrival.TOGETHER, ValueShape.FIXED);
    for (int i = 0; i < 1000; i++) {
      requests.next(0);
      long now = i * 77_777L;
      long arrival = now + requests.thinkNanos(now);
      assertTrue(arrival % (40 * MILLI) < 10 * MILLI / 8, "just after a multiple of 40 ms");
    }
  }

  @Test
  void trainsAreSixteenAtOnceAndThenAPause() {
    Requests requests = requests(KeyShape.UNIFORM, Arrival.TRAINS, ValueShape.FIXED);
    for (int i = 1; i < 320; i++) {
      requests.next(0);
      long think = requests.thinkNanos(0);
      assertTrue(i % 16 == 0 ? think > 1000 : think < 1000, "request " + i + " waits " + think);
    }
  }

  @Test
  void whoIdlesDoesSoRarelyAndForLong() {
    Requests requests = requests(KeyShape.UNIFORM, Arrival.IDLING, ValueShape.FIXED);
    int idle = 0;
    for (int i = 0; i < COUNT; i++) {
      requests.next(0);
      idle += requests.thinkNanos(0) > 20 * MILLI ? 1 : 0;
    }
    assertTrue(idle > COUNT / 64 * 3 / 4 && idle < COUNT / 64 * 5 / 4);
  }

  @Test
  void valuesHaveOneLengthTwoOrMany() {
    for (ValueShape shape : ValueShape.values()) {
      Requests requests = requests(KeyShape.UNIFORM, Arrival.STEADY, shape);
      TreeSet<Integer> lengths = new TreeSet<>();
      for (int i = 0; i < 1000; i++) {
        lengths.add(requests.next(0).valueBytes());
      }
      int expected =
          switch (shape) {
            case FIXED -> 1;
            case BIMODAL -> 2;
            case UNIFORM -> 33;
          };
      assertEquals(expected, lengths.size(), shape::name);
      assertEquals(40, lengths.last());
    }
  }

  @Test
  void whatAClientDoesIsAFunctionOfItsSeed() {
    Requests one = requests(KeyShape.ZIPF, Arrival.IDLING, ValueShape.UNIFORM);
    Requests same = requests(KeyShape.ZIPF, Arrival.IDLING, ValueShape.UNIFORM);
    Request last = one.next(0);
    assertEquals(last, same.next(0));
    assertNotEquals(last, one.next(0));
  }
}
