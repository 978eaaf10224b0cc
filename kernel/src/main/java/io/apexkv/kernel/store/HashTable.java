package io.apexkv.kernel.store;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A table from 64-bit hashes to addresses that grows and shrinks a page at a time: extendible
 * hashing (Fagin, Nievergelt, Pippenger, Strong, <i>Extendible Hashing</i>, ACM TODS 4(3), 1979)
 * with {@link TablePage}s for buckets. Several entries may have one hash.
 *
 * <p>The first {@code depth} bits of a hash index the directory, which names a page; the page's
 * slots are probed by the last bits. A page has a depth of its own, at most the directory's: all
 * hashes in it agree in so many first bits, and all directory entries with those bits name it. A
 * page with too many entries is split by one more bit; two siblings with few are merged. So no
 * operation ever touches more than a page or two. Only the directory itself doubles and halves as a
 * whole: four bytes for each 500 to 900 entries of the table.
 *
 * <p>An entry's <i>location</i> is its page's number and its slot; it is valid until the next
 * change.
 */
final class HashTable {

  /** Pages that share so many first bits aren't split further; no real contents come near it. */
  static final int MAX_DEPTH = 24;

  /** Siblings with no more entries than this together become one page. */
  static final int MERGE_AT = TablePage.SLOTS / 2;

  private static final long NOT_FOUND = -1;
  private static final int SLOT_BITS = Integer.numberOfTrailingZeros(TablePage.SLOTS);

  private final Slabs slabs;

  /** Page numbers, of which 2 to the power of {@code depth} are in use. */
  private int[] directory = new int[1];

  private int depth;

  // By page number:
  private long[] pageAddress = new long[1];
  private int[] pageCount = new int[1];
  private byte[] pageDepth = new byte[1];

  /** Free page numbers below {@code pageNumbers}, used last in first out. */
  private int[] freeNumbers = new int[1];

  private int freeNumberCount;
  private int pageNumbers;

  /** By depth: how many pages have it; the directory is as deep as the deepest page. */
  private final int[] pagesOfDepth = new int[MAX_DEPTH + 1];

  /** An empty table without any page; the first insertion or {@link #prepare} makes one. */
  HashTable(Slabs slabs) {
    this.slabs = slabs;
  }

  /** Makes the first page, which then stays; false if there is no memory for it. */
  boolean prepare() {
    if (pageNumbers > 0) {
      return true;
    }
    long address = slabs.allocatePage();
    if (address == Blocks.NONE) {
      return false;
    }
    directory[0] = addPage(address, 0);
    return true;
  }

  /** The location of the first entry with a hash, or -1. */
  long find(long hash) {
    if (pageNumbers == 0) {
      return NOT_FOUND;
    }
    int page = pageOf(hash);
    long address = pageAddress[page];
    return location(page, TablePage.find(slabs.buffer(address), Blocks.offset(address), hash));
  }

  /** The location of the next entry with the same hash, or -1. */
  long findNext(long hash, long location) {
    int page = pageAt(location);
    long address = pageAddress[page];
    int slot = slotOf(location);
    return location(
        page, TablePage.findNext(slabs.buffer(address), Blocks.offset(address), hash, slot));
  }

  /** The address that stands at a location. */
  long addressAt(long location) {
    long page = pageAddress[pageAt(location)];
    return TablePage.address(slabs.buffer(page), Blocks.offset(page), slotOf(location));
  }

  /** Replaces the address at a location. */
  void setAddressAt(long location, long address) {
    long page = pageAddress[pageAt(location)];
    TablePage.setAddress(slabs.buffer(page), Blocks.offset(page), slotOf(location), address);
  }

  /** Adds an entry; returns false, with nothing changed, if there is no memory for the page. */
  boolean insert(long hash, long address) {
    if (!prepare()) {
      return false;
    }
    int page = pageOf(hash);
    while (pageCount[page] >= TablePage.SPLIT_AT && split(page, hash)) {
      page = pageOf(hash);
    }
    if (pageCount[page] == TablePage.FULL) {
      return false;
    }
    insertInto(page, hash, address);
    return true;
  }

  /** Removes the entry at a location. */
  void remove(long location) {
    int page = pageAt(location);
    long address = pageAddress[page];
    ByteBuffer buffer = slabs.buffer(address);
    long hash = TablePage.hash(buffer, Blocks.offset(address), slotOf(location));
    TablePage.remove(buffer, Blocks.offset(address), slotOf(location));
    setCount(page, pageCount[page] - 1);
    mergeSiblings(page, hash);
  }

  /** Where the pages are. */
  Slabs slabs() {
    return slabs;
  }

  /** How many first bits of a hash index the directory. */
  int depth() {
    return depth;
  }

  /** The page that a directory entry names. */
  int directoryEntry(int index) {
    return directory[index];
  }

  long pageAddress(int page) {
    return pageAddress[page];
  }

  int pageCount(int page) {
    return pageCount[page];
  }

  int pageDepth(int page) {
    return pageDepth[page];
  }

  /** How many pages there are. */
  int pages() {
    return pageNumbers - freeNumberCount;
  }

  private static long location(int page, int slot) {
    return slot < 0 ? NOT_FOUND : (long) page << SLOT_BITS | slot;
  }

  private static int pageAt(long location) {
    return (int) (location >>> SLOT_BITS);
  }

  private static int slotOf(long location) {
    return (int) location & (TablePage.SLOTS - 1);
  }

  private int pageOf(long hash) {
    return directory[firstBits(hash, depth)];
  }

  private static int firstBits(long hash, int bits) {
    // A shift by 64 would be one by 0, hence two shifts.
    return (int) (hash >>> 1 >>> (63 - bits));
  }

  private void insertInto(int page, long hash, long address) {
    long pageAt = pageAddress[page];
    TablePage.insert(slabs.buffer(pageAt), Blocks.offset(pageAt), hash, address);
    setCount(page, pageCount[page] + 1);
  }

  /** Moves the entries whose next bit is set to a new page; false if there is no memory for it. */
  private boolean split(int page, long hash) {
    int oldDepth = pageDepth[page];
    if (oldDepth == MAX_DEPTH) {
      return false;
    }
    long address = slabs.allocatePage();
    if (address == Blocks.NONE) {
      return false;
    }
    if (oldDepth == depth) {
      doubleDirectory();
    }
    setDepth(page, oldDepth + 1);
    int sibling = addPage(address, oldDepth + 1);
    nameInDirectory(firstBits(hash, oldDepth) << 1 | 1, oldDepth + 1, sibling);

    long pageAt = pageAddress[page];
    ByteBuffer buffer = slabs.buffer(pageAt);
    int offset = Blocks.offset(pageAt);
    int moved = 0;
    for (int slot = 0; slot < TablePage.SLOTS; slot++) {
      // Removal may shift another entry into the slot. Those that it shifts around the end were
      // looked at already and stay.
      while (TablePage.address(buffer, offset, slot) != Blocks.NONE
          && (firstBits(TablePage.hash(buffer, offset, slot), oldDepth + 1) & 1) == 1) {
        insertInto(
            sibling, TablePage.hash(buffer, offset, slot), TablePage.address(buffer, offset, slot));
        TablePage.remove(buffer, offset, slot);
        moved++;
      }
    }
    setCount(page, pageCount[page] - moved);
    return true;
  }

  /** Merges a page with its sibling while both together have few entries, then with the next. */
  private void mergeSiblings(int page, long hash) {
    while (pageDepth[page] > 0) {
      int oldDepth = pageDepth[page];
      int siblingBits = firstBits(hash, oldDepth) ^ 1;
      int sibling = directory[siblingBits << (depth - oldDepth)];
      if (pageDepth[sibling] != oldDepth || pageCount[page] + pageCount[sibling] > MERGE_AT) {
        return;
      }
      moveAll(sibling, page);
      removePage(sibling);
      setDepth(page, oldDepth - 1);
      nameInDirectory(siblingBits >>> 1, oldDepth - 1, page);
      while (pagesOfDepth[depth] == 0) {
        halveDirectory();
      }
    }
  }

  private void moveAll(int from, int to) {
    long fromAt = pageAddress[from];
    ByteBuffer buffer = slabs.buffer(fromAt);
    int offset = Blocks.offset(fromAt);
    for (int slot = 0; slot < TablePage.SLOTS; slot++) {
      long address = TablePage.address(buffer, offset, slot);
      if (address != Blocks.NONE) {
        insertInto(to, TablePage.hash(buffer, offset, slot), address);
      }
    }
  }

  /** Lets all directory entries that begin with these bits name a page. */
  private void nameInDirectory(int bits, int bitCount, int page) {
    int from = bits << (depth - bitCount);
    Arrays.fill(directory, from, from + (1 << (depth - bitCount)), page);
  }

  private void doubleDirectory() {
    int entries = 1 << depth;
    if (directory.length < 2 * entries) {
      directory = Arrays.copyOf(directory, 2 * entries);
    }
    for (int index = entries - 1; index >= 0; index--) {
      directory[2 * index + 1] = directory[index];
      directory[2 * index] = directory[index];
    }
    depth++;
  }

  private void halveDirectory() {
    depth--;
    for (int index = 0; index < 1 << depth; index++) {
      directory[index] = directory[2 * index];
    }
  }

  private int addPage(long address, int pageDepthBits) {
    int page = freeNumberCount > 0 ? freeNumbers[--freeNumberCount] : pageNumbers++;
    if (page == pageAddress.length) {
      int capacity = 2 * page;
      pageAddress = Arrays.copyOf(pageAddress, capacity);
      pageCount = Arrays.copyOf(pageCount, capacity);
      pageDepth = Arrays.copyOf(pageDepth, capacity);
      freeNumbers = Arrays.copyOf(freeNumbers, capacity);
    }
    TablePage.clear(slabs.buffer(address), Blocks.offset(address));
    pageAddress[page] = address;
    pageCount[page] = 0;
    pageDepth[page] = (byte) pageDepthBits;
    pagesOfDepth[pageDepthBits]++;
    return page;
  }

  private void removePage(int page) {
    setCount(page, 0);
    pagesOfDepth[pageDepth[page]]--;
    freeNumbers[freeNumberCount++] = page;
    slabs.freePage(pageAddress[page]);
  }

  private void setDepth(int page, int newDepth) {
    pagesOfDepth[pageDepth[page]]--;
    pageDepth[page] = (byte) newDepth;
    pagesOfDepth[newDepth]++;
  }

  private void setCount(int page, int count) {
    boolean wasCrowded = pageCount[page] > TablePage.SPLIT_AT;
    boolean isCrowded = count > TablePage.SPLIT_AT;
    pageCount[page] = count;
    if (wasCrowded != isCrowded) {
      slabs.crowdedPages(isCrowded ? 1 : -1);
    }
  }
}
