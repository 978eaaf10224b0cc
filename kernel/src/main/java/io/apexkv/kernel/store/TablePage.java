package io.apexkv.kernel.store;

import io.apexkv.kernel.base.Check;
import java.nio.ByteBuffer;

/**
 * One page of the hash table, as functions of a buffer and the page's offset in it: 1,024 slots of
 * (hash, address), both longs; address 0 is an empty slot.
 *
 * <p>Robin Hood hashing (Celis, Larson, Munro, <i>Robin Hood Hashing</i>, FOCS 1985; Celis' thesis,
 * Waterloo 1986) with linear probing: an entry that is inserted takes the slot of the first one
 * nearer to its own home, which moves on. Thus along a probe run the distance from home never grows
 * by more than one a slot, and a search ends at the first entry that is nearer to its home than the
 * searched one would be. Removal shifts the rest of the run back by one (Goossaert, <i>Robin Hood
 * hashing: backward shift deletion</i>, 2013): no tombstones, and exactly those slots stay in use
 * that would be if the removed had never been there.
 *
 * <p>The whole hash stands in the slot: probing and splitting never touch the items themselves.
 */
final class TablePage {

  static final int SLOTS = 1024;

  /** More entries than this make a page crowded: it is split before it gets there, if possible. */
  static final int SPLIT_AT = SLOTS / 8 * 7;

  /** The most entries a page holds; one slot stays empty, so that every search ends. */
  static final int FULL = SLOTS - 1;

  /** How many entries a page that isn't crowded can take, at the least. */
  static final int SPARE = FULL - SPLIT_AT;

  private static final int SLOT_BYTES = 16;
  private static final int MASK = SLOTS - 1;

  static {
    Check.that(SLOTS * SLOT_BYTES == Blocks.BLOCK_BYTES, "a page is one block");
  }

  private TablePage() {}

  static void clear(ByteBuffer buffer, int page) {
    for (int slot = 0; slot < SLOTS; slot++) {
      setAddress(buffer, page, slot, Blocks.NONE);
    }
  }

  static long hash(ByteBuffer buffer, int page, int slot) {
    return buffer.getLong(page + slot * SLOT_BYTES);
  }

  /** The address in a slot, or {@link Blocks#NONE} if it is empty. */
  static long address(ByteBuffer buffer, int page, int slot) {
    return buffer.getLong(page + slot * SLOT_BYTES + 8);
  }

  static void setAddress(ByteBuffer buffer, int page, int slot, long address) {
    buffer.putLong(page + slot * SLOT_BYTES + 8, address);
  }

  /** The slot where an entry would stand if it were alone. */
  static int home(long hash) {
    return (int) hash & MASK;
  }

  /** How far behind its home an entry stands. */
  static int distance(int slot, long hash) {
    return (slot - home(hash)) & MASK;
  }

  /** The first slot with this hash, or -1. */
  static int find(ByteBuffer buffer, int page, long hash) {
    return findFrom(buffer, page, hash, home(hash));
  }

  /** The next slot with the same hash behind {@code slot}, or -1. */
  static int findNext(ByteBuffer buffer, int page, long hash, int slot) {
    return findFrom(buffer, page, hash, (slot + 1) & MASK);
  }

  private static int findFrom(ByteBuffer buffer, int page, long hash, int from) {
    int slot = from;
    while (address(buffer, page, slot) != Blocks.NONE) {
      long found = hash(buffer, page, slot);
      if (found == hash) {
        return slot;
      }
      if (distance(slot, found) < distance(slot, hash)) {
        return -1;
      }
      slot = (slot + 1) & MASK;
    }
    return -1;
  }

  /** Inserts an entry; the page must not be full. */
  static void insert(ByteBuffer buffer, int page, long hash, long address) {
    long homelessHash = hash;
    long homelessAddress = address;
    int slot = home(hash);
    while (address(buffer, page, slot) != Blocks.NONE) {
      long found = hash(buffer, page, slot);
      if (distance(slot, found) < distance(slot, homelessHash)) {
        long foundAddress = address(buffer, page, slot);
        set(buffer, page, slot, homelessHash, homelessAddress);
        homelessHash = found;
        homelessAddress = foundAddress;
      }
      slot = (slot + 1) & MASK;
    }
    set(buffer, page, slot, homelessHash, homelessAddress);
  }

  /** Removes the entry in a slot, shifting back what follows until one is at home. */
  static void remove(ByteBuffer buffer, int page, int slot) {
    int gap = slot;
    int next = (gap + 1) & MASK;
    while (address(buffer, page, next) != Blocks.NONE
        && distance(next, hash(buffer, page, next)) > 0) {
      set(buffer, page, gap, hash(buffer, page, next), address(buffer, page, next));
      gap = next;
      next = (next + 1) & MASK;
    }
    setAddress(buffer, page, gap, Blocks.NONE);
  }

  private static void set(ByteBuffer buffer, int page, int slot, long hash, long address) {
    buffer.putLong(page + slot * SLOT_BYTES, hash);
    buffer.putLong(page + slot * SLOT_BYTES + 8, address);
  }
}
