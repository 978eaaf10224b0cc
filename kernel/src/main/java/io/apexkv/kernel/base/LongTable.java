package io.apexkv.kernel.base;

import java.util.Arrays;

/**
 * The part that {@link LongMap} and {@link LongLongMap} share: an insertion-ordered hash index from
 * a long to an <i>entry</i>, a small number under which a subclass keeps the value.
 *
 * <p>Entries are dense and stand in insertion order (the layout of Python's dict since 3.6); a
 * separate table of entry numbers is probed linearly and never more than half full. Removal shifts
 * the probe run back (Knuth, <i>The Art of Computer Programming</i> 3, 6.4, algorithm R), so there
 * are no tombstones in it; the entry becomes a hole, and holes are squeezed out in place when the
 * entries run out. So a map that stays below its largest size so far allocates nothing.
 *
 * <p><b>Iteration</b> is in insertion order, whatever the keys; a put for a present key keeps its
 * place. It needs no iterator object:
 *
 * <pre>{@code
 * for (int entry = map.first(); entry >= 0; entry = map.next(entry)) {
 *   use(map.keyAt(entry), map.valueAt(entry));
 * }
 * }</pre>
 *
 * Removing any key during the loop is allowed; inserting a new one is not (it may move entries).
 */
public abstract sealed class LongTable permits LongMap, LongLongMap {

  private static final int SMALLEST_CAPACITY = 8;

  /** Entry numbers plus one; 0 is an empty slot. Twice as many slots as entries, a power of two. */
  private int[] slots;

  private long[] keys;

  /** One bit an entry: set if the entry is in use, clear if it is a hole. */
  private long[] liveBits;

  /** No entry below this number is in use, so {@link #first} doesn't search holes again. */
  private int headEntry;

  /** Entries from here on were never used since the last squeeze. */
  private int endEntry;

  private int size;

  LongTable() {
    slots = new int[2 * SMALLEST_CAPACITY];
    keys = new long[SMALLEST_CAPACITY];
    liveBits = new long[1];
  }

  /** Makes room for the values of {@code capacity} entries, keeping those there are. */
  abstract void growValues(int capacity);

  /** Moves the value of one entry to another whose value is free. */
  abstract void moveValue(int fromEntry, int toEntry);

  /** Forgets the value of an entry, so that it doesn't keep an object alive. */
  abstract void clearValue(int entry);

  static int initialCapacity() {
    return SMALLEST_CAPACITY;
  }

  /** How many keys are present. */
  public final int size() {
    return size;
  }

  /** True if no key is present. */
  public final boolean isEmpty() {
    return size == 0;
  }

  /** True if {@code key} is present. */
  public final boolean containsKey(long key) {
    return find(key) >= 0;
  }

  /** The oldest entry, or -1 if there is none. */
  public final int first() {
    return next(headEntry - 1);
  }

  /** The entry inserted next after {@code entry}, or -1 if there is none. */
  public final int next(int entry) {
    for (int candidate = entry + 1; candidate < endEntry; candidate++) {
      if (isLive(candidate)) {
        return candidate;
      }
    }
    return -1;
  }

  /** The key of an entry that {@link #first} or {@link #next} answered. */
  public final long keyAt(int entry) {
    Check.that(isLive(entry), "the entry is in use", entry);
    return keys[entry];
  }

  /** All keys in ascending order, in a new array: for cold paths and traces. */
  public final long[] keysAscending() {
    long[] ascending = new long[size];
    int count = 0;
    for (int entry = first(); entry >= 0; entry = next(entry)) {
      ascending[count++] = keys[entry];
    }
    Arrays.sort(ascending);
    return ascending;
  }

  /** Removes everything; the capacity stays. */
  public final void clear() {
    for (int entry = 0; entry < endEntry; entry++) {
      clearValue(entry);
    }
    Arrays.fill(slots, 0);
    Arrays.fill(liveBits, 0);
    headEntry = 0;
    endEntry = 0;
    size = 0;
  }

  /** The entry of {@code key}, or -1 if it is absent. */
  final int find(long key) {
    int mask = slots.length - 1;
    int slot = home(key);
    while (slots[slot] != 0) {
      int entry = slots[slot] - 1;
      if (keys[entry] == key) {
        return entry;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  /** Adds an entry for {@code key}, which must be absent; its value is the caller's to set. */
  final int insert(long key) {
    if (endEntry == keys.length) {
      makeRoom();
    }
    int entry = endEntry++;
    keys[entry] = key;
    liveBits[entry >> 6] |= 1L << entry;
    size++;
    link(entry);
    return entry;
  }

  /** Removes an entry that {@link #find} answered. */
  final void removeEntry(int entry) {
    unlink(entry);
    liveBits[entry >> 6] &= ~(1L << entry);
    clearValue(entry);
    size--;
    if (size == 0) {
      headEntry = 0;
      endEntry = 0;
      return;
    }
    while (!isLive(headEntry)) {
      headEntry++;
    }
    while (!isLive(endEntry - 1)) {
      endEntry--;
    }
  }

  final boolean isLive(int entry) {
    return entry >= 0 && entry < endEntry && (liveBits[entry >> 6] & (1L << entry)) != 0;
  }

  private int home(long key) {
    return (int) Mix.mix64(key) & (slots.length - 1);
  }

  private void link(int entry) {
    int mask = slots.length - 1;
    int slot = home(keys[entry]);
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = entry + 1;
  }

  /** Closes the gap by pulling back every later entry of the probe run that may stand there. */
  private void unlink(int entry) {
    int mask = slots.length - 1;
    int gap = home(keys[entry]);
    while (slots[gap] != entry + 1) {
      gap = (gap + 1) & mask;
    }
    int slot = (gap + 1) & mask;
    while (slots[slot] != 0) {
      int probed = (slot - home(keys[slots[slot] - 1])) & mask;
      if (probed >= ((slot - gap) & mask)) {
        slots[gap] = slots[slot];
        gap = slot;
      }
      slot = (slot + 1) & mask;
    }
    slots[gap] = 0;
  }

  /** Squeezes holes out if a quarter of the entries are holes, so that it pays; else doubles. */
  private void makeRoom() {
    int capacity = keys.length;
    if (size > capacity - capacity / 4) {
      int doubled = Math.multiplyExact(capacity, 2);
      keys = Arrays.copyOf(keys, doubled);
      liveBits = Arrays.copyOf(liveBits, (doubled + 63) >> 6);
      growValues(doubled);
      slots = new int[Math.multiplyExact(doubled, 2)];
    } else {
      Arrays.fill(slots, 0);
    }
    int live = 0;
    for (int entry = first(); entry >= 0; entry = next(entry)) {
      if (entry != live) {
        keys[live] = keys[entry];
        moveValue(entry, live);
      }
      live++;
    }
    Arrays.fill(liveBits, 0);
    for (int entry = 0; entry < live; entry++) {
      liveBits[entry >> 6] |= 1L << entry;
      link(entry);
    }
    headEntry = 0;
    endEntry = live;
  }
}
