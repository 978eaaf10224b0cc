package io.apexkv.kernel.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.apexkv.kernel.base.Prng;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class HashTableTest {

  private record Entry(long hash, long address) {}

  @Property(tries = 20)
  void theTableGrowsAndShrinksByPagesAndLosesNothing(@ForAll long seed) {
    Prng prng = new Prng(seed);
    TestMemory memory = new TestMemory(256 << 10, 100);
    HashTable table = new HashTable(new Slabs(memory));
    List<Entry> model = new ArrayList<>();
    // Few first bits set makes some pages much deeper than others.
    long skew = prng.chance(1, 2) ? -1 : prng.next() | 0xFFFF_FFFF_FFFFL;
    for (int phase = 0; phase < 6; phase++) {
      int insertsOfTen = phase % 2 == 0 ? 9 : 1;
      for (int step = 0; step < 5000; step++) {
        if (prng.chance(insertsOfTen, 10)) {
          Entry entry = new Entry(prng.next() & skew, 1 + prng.below(1L << 40));
          assertTrue(table.insert(entry.hash, entry.address));
          model.add(entry);
        } else if (!model.isEmpty()) {
          int index = (int) prng.below(model.size());
          Entry entry = model.set(index, model.getLast());
          model.removeLast();
          table.remove(locationOf(table, entry));
        }
        if (step % 500 == 0) {
          assertValid(table, model.size());
        }
      }
      for (Entry entry : model) {
        assertNotEquals(-1, locationOf(table, entry));
      }
    }
    for (Entry entry : model) {
      table.remove(locationOf(table, entry));
    }
    assertValid(table, 0);
    assertEquals(1, table.pages());
    assertEquals(0, table.depth());
    assertTrue(memory.taken() <= 2, "one chunk for the page, one empty: " + memory.taken());
  }

  @Test
  void noInsertionTouchesMoreThanTwoPages() {
    HashTable table = new HashTable(new Slabs(new TestMemory(256 << 10, 100)));
    Prng prng = new Prng(4);
    for (int index = 0; index < 30_000; index++) {
      int before = table.pages();
      assertTrue(table.insert(prng.next(), 1));
      assertTrue(table.pages() - before <= 1);
    }
    assertTrue(table.pages() > 32);
    assertValid(table, 30_000);
  }

  @Test
  void aPageWhoseEntriesAllGoToOneHalfIsSplitAgainAtOnce() {
    HashTable table = new HashTable(new Slabs(new TestMemory(256 << 10, 100)));
    Prng prng = new Prng(9);
    for (int index = 0; index <= TablePage.SPLIT_AT; index++) {
      assertTrue(table.insert(prng.next() >>> 7, 1));
    }
    assertEquals(8, table.depth());
    assertTrue(table.pageCount(table.directoryEntry(0)) <= TablePage.SPLIT_AT);
    assertValid(table, TablePage.SPLIT_AT + 1);
  }

  @Test
  void aPageThatCouldNotBeSplitCountsAsCrowdedUntilItHasRoom() {
    Slabs slabs = new Slabs(new TestMemory(64 << 10, 1));
    HashTable table = new HashTable(slabs);
    assertTrue(table.prepare());
    long[] taken = {slabs.allocatePage(), slabs.allocatePage(), slabs.allocatePage()};
    for (long hash = 0; hash <= TablePage.SPLIT_AT; hash++) {
      assertTrue(table.insert(hash, 1));
    }
    slabs.freePage(taken[0]);
    slabs.freePage(taken[1]);
    // One block for a slab, and one for the split that is owed; a crowded page may owe another.
    assertTrue(slabs.promise(16));
    assertFalse(slabs.promise(16));
    table.remove(table.find(0));
    assertTrue(slabs.promise(16));
  }

  @Test
  void withoutMemoryForASplitAPageFillsUpAndThenRefuses() {
    TestMemory memory = new TestMemory(64 << 10, 1);
    Slabs slabs = new Slabs(memory);
    HashTable table = new HashTable(slabs);
    assertTrue(table.prepare());
    List<Long> taken = new ArrayList<>();
    for (long page = slabs.allocatePage(); page != Blocks.NONE; page = slabs.allocatePage()) {
      taken.add(page);
    }
    Prng prng = new Prng(1);
    for (int index = 0; index < TablePage.FULL; index++) {
      assertTrue(table.insert(prng.next(), 1));
    }
    assertFalse(table.insert(prng.next(), 1));
    assertValid(table, TablePage.FULL);
    assertEquals(1, table.pages());

    slabs.freePage(taken.removeLast());
    assertTrue(table.insert(prng.next(), 1));
    assertValid(table, TablePage.FULL + 1);
    assertEquals(2, table.pages());
  }

  @Test
  void hashesThatDifferOnlyBeyondTheDeepestDirectoryFillOnePage() {
    HashTable table = new HashTable(new Slabs(new TestMemory(256 << 10, 100)));
    for (long index = 0; index < TablePage.FULL; index++) {
      assertTrue(table.insert(index, index + 1));
    }
    assertEquals(HashTable.MAX_DEPTH, table.depth());
    assertFalse(table.insert(5000, 1));
    for (long index = 0; index < TablePage.FULL; index++) {
      table.remove(locationOf(table, new Entry(index, index + 1)));
    }
    assertValid(table, 0);
    assertEquals(1, table.pages());
  }

  private static long locationOf(HashTable table, Entry entry) {
    long location = table.find(entry.hash);
    while (location >= 0 && table.addressAt(location) != entry.address) {
      location = table.findNext(entry.hash, location);
    }
    return location;
  }

  private static void assertValid(HashTable table, long expectedEntries) {
    assertEquals(expectedEntries, entriesOfValidTable(table));
  }

  /**
   * Checks that each page stands in the directory exactly under the bits that all its hashes begin
   * with, that no mergeable siblings exist, and Robin Hood's invariant in each; counts the entries.
   */
  static long entriesOfValidTable(HashTable table) {
    long entries = 0;
    int pages = 0;
    int deepest = 0;
    int index = 0;
    while (index < 1 << table.depth() && table.pages() > 0) {
      int page = table.directoryEntry(index);
      int pageDepth = table.pageDepth(page);
      int span = 1 << (table.depth() - pageDepth);
      assertEquals(0, index % span);
      for (int other = index; other < index + span; other++) {
        assertEquals(page, table.directoryEntry(other));
      }
      ByteBuffer buffer = table.slabs().buffer(table.pageAddress(page));
      int offset = Blocks.offset(table.pageAddress(page));
      assertEquals(table.pageCount(page), TablePageTest.entriesOfValidPage(buffer, offset));
      for (int slot = 0; slot < TablePage.SLOTS && table.depth() > 0; slot++) {
        if (TablePage.address(buffer, offset, slot) != Blocks.NONE) {
          long first = TablePage.hash(buffer, offset, slot) >>> (64 - table.depth());
          assertEquals(index, first & -span);
        }
      }
      if (pageDepth > 0) {
        int sibling = table.directoryEntry(index ^ span);
        assertTrue(
            table.pageDepth(sibling) != pageDepth
                || table.pageCount(page) + table.pageCount(sibling) > HashTable.MERGE_AT);
      }
      entries += table.pageCount(page);
      pages++;
      deepest = Math.max(deepest, pageDepth);
      index += span;
    }
    assertEquals(table.pages(), pages);
    assertEquals(table.depth(), deepest);
    return entries;
  }
}
