package io.apexkv.kernel.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Prng;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TablePageTest {

  /** Not at the beginning of the buffer, as in life. */
  private static final int PAGE = Blocks.BLOCK_BYTES;

  private record Entry(long hash, long address) {}

  private final ByteBuffer buffer = ByteBuffer.allocate(3 * Blocks.BLOCK_BYTES);

  @Property(tries = 100)
  void everyEntryIsFoundAndNoneIsNearerHomeThanItsPredecessorAllows(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 1024) int homes) {
    Prng prng = new Prng(seed);
    TablePage.clear(buffer, PAGE);
    List<Entry> model = new ArrayList<>();
    long target = 1 + prng.below(TablePage.FULL);
    for (int step = 0; step < 700; step++) {
      if (model.size() < TablePage.FULL && prng.chance(model.size() < target ? 4 : 2, 6)) {
        // Some hashes twice, some only sharing their home; homes around the page's end.
        long hash = prng.below(4) << 32 | (1000 + prng.below(homes)) % 1024;
        Entry entry = new Entry(hash, step + 1);
        TablePage.insert(buffer, PAGE, entry.hash, entry.address);
        model.add(entry);
      } else if (!model.isEmpty()) {
        Entry entry = model.remove((int) prng.below(model.size()));
        TablePage.remove(buffer, PAGE, slotOf(entry));
      }
      assertRobinHood(model.size());
    }
    for (Entry entry : model) {
      assertNotEquals(-1, slotOf(entry));
    }
    assertEquals(-1, TablePage.find(buffer, PAGE, 77L << 32));
  }

  @Property(tries = 100)
  void removalLeavesThePageAsIfTheRemovedHadNeverBeenThere(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 1023) int count) {
    Prng prng = new Prng(seed);
    TablePage.clear(buffer, PAGE);
    List<Entry> stay = new ArrayList<>();
    List<Entry> go = new ArrayList<>();
    for (int index = 1; index <= count; index++) {
      Entry entry = new Entry(prng.next(), index);
      TablePage.insert(buffer, PAGE, entry.hash, entry.address);
      (prng.chance(1, 2) ? stay : go).add(entry);
    }
    for (Entry entry : go) {
      TablePage.remove(buffer, PAGE, slotOf(entry));
    }
    int fresh = 2 * PAGE;
    TablePage.clear(buffer, fresh);
    Collections.reverse(stay);
    for (Entry entry : stay) {
      TablePage.insert(buffer, fresh, entry.hash, entry.address);
    }
    for (int slot = 0; slot < TablePage.SLOTS; slot++) {
      assertEquals(homeAt(fresh, slot), homeAt(PAGE, slot), "slot " + slot);
    }
  }

  @Test
  void aFullPageIsStillSearchedInFiniteTime() {
    TablePage.clear(buffer, PAGE);
    for (int index = 0; index < TablePage.FULL; index++) {
      TablePage.insert(buffer, PAGE, 5, index + 1);
    }
    assertRobinHood(TablePage.FULL);
    assertEquals(-1, TablePage.find(buffer, PAGE, 5L << 40 | 5));
    assertEquals(-1, TablePage.find(buffer, PAGE, 4));
  }

  /** -1 for an empty slot. */
  private int homeAt(int page, int slot) {
    return TablePage.address(buffer, page, slot) == Blocks.NONE
        ? -1
        : TablePage.home(TablePage.hash(buffer, page, slot));
  }

  private int slotOf(Entry entry) {
    int slot = TablePage.find(buffer, PAGE, entry.hash);
    while (slot >= 0 && TablePage.address(buffer, PAGE, slot) != entry.address) {
      slot = TablePage.findNext(buffer, PAGE, entry.hash, slot);
    }
    return slot;
  }

  private void assertRobinHood(int expectedEntries) {
    assertEquals(expectedEntries, entriesOfValidPage(buffer, PAGE));
  }

  /** Checks the invariant of Robin Hood hashing in every slot and counts the entries. */
  static int entriesOfValidPage(ByteBuffer buffer, int page) {
    int entries = 0;
    for (int slot = 0; slot < TablePage.SLOTS; slot++) {
      if (TablePage.address(buffer, page, slot) != Blocks.NONE) {
        entries++;
        int before = (slot - 1) & (TablePage.SLOTS - 1);
        int allowed =
            TablePage.address(buffer, page, before) == Blocks.NONE
                ? 0
                : 1 + TablePage.distance(before, TablePage.hash(buffer, page, before));
        int distance = TablePage.distance(slot, TablePage.hash(buffer, page, slot));
        assertTrue(distance <= allowed, () -> "distance " + distance + " after " + allowed);
      }
    }
    return entries;
  }
}
