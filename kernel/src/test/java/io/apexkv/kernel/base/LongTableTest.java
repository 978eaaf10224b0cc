package io.apexkv.kernel.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LongTableTest {

  @Property(tries = 300)
  void bothMapsBehaveLikeALinkedHashMap(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 400) int keyRange) {
    Prng prng = new Prng(seed);
    LongMap<String> map = new LongMap<>();
    LongLongMap longs = new LongLongMap(-1);
    Map<Long, String> model = new LinkedHashMap<>();
    long removalsOfTen = 1 + prng.below(8);
    for (int step = 0; step < 1000; step++) {
      // Multiples of a large power of two, so that only a mixing hash spreads them.
      long key = prng.below(keyRange) << 40;
      if (prng.chance(removalsOfTen, 10)) {
        String expected = model.remove(key);
        assertEquals(expected, map.remove(key));
        assertEquals(expected == null ? -1 : Long.parseLong(expected), longs.remove(key));
      } else if (prng.chance(1, 300)) {
        model.clear();
        map.clear();
        longs.clear();
      } else {
        String expected = model.put(key, Integer.toString(step));
        assertEquals(expected, map.put(key, Integer.toString(step)));
        assertEquals(expected == null ? -1 : Long.parseLong(expected), longs.put(key, step));
      }
      long probe = prng.below(keyRange) << 40;
      assertEquals(model.get(probe), map.get(probe));
      assertEquals(model.containsKey(probe), map.containsKey(probe));
      assertEquals(model.size(), map.size());
      assertEquals(model.size(), longs.size());
      if (step % 25 == 0) {
        assertEquals(new ArrayList<>(model.keySet()), keysInOrder(map));
        assertEquals(new ArrayList<>(model.keySet()), keysInOrder(longs));
        assertEquals(new ArrayList<>(model.values()), valuesInOrder(map));
      }
    }
    assertArrayEquals(
        model.keySet().stream().mapToLong(Long::longValue).sorted().toArray(), map.keysAscending());
  }

  @Test
  void anyKeyMayBeRemovedDuringIteration() {
    LongLongMap map = new LongLongMap(0);
    for (long key = 0; key < 100; key++) {
      map.put(key, key + 1);
    }
    List<Long> seen = new ArrayList<>();
    for (int entry = map.first(); entry >= 0; entry = map.next(entry)) {
      seen.add(map.keyAt(entry));
      assertEquals(map.keyAt(entry) + 1, map.valueAt(entry));
      map.remove(map.keyAt(entry) + 1);
      map.remove(map.keyAt(entry));
    }
    assertEquals(50, seen.size());
    assertTrue(map.isEmpty());
    assertEquals(-1, map.first());
  }

  @Test
  void aMapUsedAsAWindowNeverGrows() {
    LongMap<String> map = new LongMap<>();
    int entriesSeen = 0;
    for (long key = 0; key < 100_000; key++) {
      map.put(key, "x");
      map.remove(key - 5);
      entriesSeen = Math.max(entriesSeen, map.first());
    }
    assertEquals(5, map.size());
    assertTrue(entriesSeen < 8, "entries up to " + entriesSeen);
  }

  @Test
  void extremeKeysAreKeysLikeOthers() {
    LongLongMap map = new LongLongMap(0);
    for (long key : new long[] {0, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
      map.put(key, 7);
      assertEquals(7, map.get(key));
    }
    assertArrayEquals(new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}, map.keysAscending());
  }

  @Test
  void theMissingValueCannotBeStored() {
    LongLongMap map = new LongLongMap(-1);
    assertThrows(InvariantViolation.class, () -> map.put(1, -1));
    assertEquals(-1, map.get(1));
  }

  @Test
  void aRemovedEntryIsNoLongerReadable() {
    LongMap<String> map = new LongMap<>();
    map.put(1, "one");
    map.put(2, "two");
    int entry = map.first();
    map.remove(1);
    assertThrows(InvariantViolation.class, () -> map.keyAt(entry));
    assertThrows(InvariantViolation.class, () -> map.valueAt(entry));
    assertNull(map.get(1));
    assertFalse(map.containsKey(1));
  }

  private static List<Long> keysInOrder(LongTable table) {
    List<Long> keys = new ArrayList<>();
    for (int entry = table.first(); entry >= 0; entry = table.next(entry)) {
      keys.add(table.keyAt(entry));
    }
    return keys;
  }

  private static List<String> valuesInOrder(LongMap<String> map) {
    List<String> values = new ArrayList<>();
    for (int entry = map.first(); entry >= 0; entry = map.next(entry)) {
      values.add(map.valueAt(entry));
    }
    return values;
  }
}
