package io.apexkv.sim.linearizability;

import java.util.Arrays;

/**
 * The configurations that a search has met: Lowe's memoisation (2017, section 3), made stronger for
 * optional operations. One that leads nowhere still leads nowhere with more of them used up, so a
 * configuration is <em>covered</em> if one was met with the same state and the same required
 * operations placed and no optional one that this has not placed.
 *
 * <p>A configuration is a string of longs: first the key, compared for equality, then the bits of
 * what is used up, compared as a set. Open addressing by key over one array of longs, records of
 * one key linked: millions of configurations are two arrays and no objects.
 *
 * <p>It forgets what comes after {@link #MAX_LONGS}: the search then stays right, but may walk the
 * same ground again.
 */
final class ConfigurationSet {
  /** 256 MiB. */
  static final int MAX_LONGS = 1 << 25;

  private static final int HEADER_LONGS = 2;
  private static final int INITIAL_LONGS = 1 << 10;
  private static final int INITIAL_SLOTS = 1 << 8;

  /**
   * Records, one behind the other from 1 on: (start of the next record with this key or 0, length
   * of the key), length of the used, the key, the used.
   */
  private long[] longs = new long[INITIAL_LONGS];

  private int end = 1;

  /** Where the first record of a key begins; 0 is an empty slot. */
  private int[] slots = new int[INITIAL_SLOTS];

  private int keyCount;

  /**
   * Adds the configuration {@code from[0..keyLength)}, {@code from[keyLength..length)}.
   *
   * @return false if it is covered by one that is there
   */
  boolean add(long[] from, int keyLength, int length) {
    int slot = slotOf(from, 0, keyLength);
    for (int record = slots[slot]; record != 0; record = (int) (longs[record] >>> 32)) {
      if (covers(record, from, keyLength, length)) {
        return false;
      }
    }
    int size = HEADER_LONGS + length;
    if (end + size > MAX_LONGS) {
      return true;
    }
    if (end + size > longs.length) {
      longs = Arrays.copyOf(longs, Math.max(2 * longs.length, end + size));
    }
    boolean isNewKey = slots[slot] == 0;
    longs[end] = (long) slots[slot] << 32 | keyLength;
    int usedLength = length - keyLength;
    longs[end + 1] = usedLength;
    System.arraycopy(from, 0, longs, end + HEADER_LONGS, length);
    slots[slot] = end;
    end += size;
    if (isNewKey && 2 * ++keyCount > slots.length) {
      growSlots();
    }
    return true;
  }

  /** Forgets all, keeps the memory unless it is large. */
  void clear() {
    if (slots.length > 1 << 16) {
      slots = new int[INITIAL_SLOTS];
      longs = new long[INITIAL_LONGS];
    } else {
      Arrays.fill(slots, 0);
    }
    end = 1;
    keyCount = 0;
  }

  private boolean covers(int record, long[] from, int keyLength, int length) {
    int used = record + HEADER_LONGS + keyLength;
    int usedLength = (int) longs[record + 1];
    if (keyLength + usedLength > length) {
      return false;
    }
    for (int i = 0; i < usedLength; i++) {
      if ((longs[used + i] & ~from[keyLength + i]) != 0) {
        return false;
      }
    }
    return true;
  }

  /** The slot of the key {@code array[start..start + length)}, or the empty one for it. */
  private int slotOf(long[] array, int start, int length) {
    int mask = slots.length - 1;
    int slot = hash(array, start, length) & mask;
    while (slots[slot] != 0 && !hasKey(slots[slot], array, start, length)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private boolean hasKey(int record, long[] array, int start, int length) {
    int key = record + HEADER_LONGS;
    return (int) longs[record] == length
        && Arrays.equals(longs, key, key + length, array, start, start + length);
  }

  private void growSlots() {
    int[] old = slots;
    slots = new int[2 * old.length];
    for (int record : old) {
      if (record != 0) {
        slots[slotOf(longs, record + HEADER_LONGS, (int) longs[record])] = record;
      }
    }
  }

  /** Multiply and fold, finished as in MurmurHash3. */
  private static int hash(long[] array, int start, int length) {
    long hash = length;
    for (int i = start; i < start + length; i++) {
      hash = (hash ^ array[i]) * 0x9E3779B97F4A7C15L;
      hash ^= hash >>> 32;
    }
    hash *= 0xC4CEB9FE1A85EC53L;
    return (int) (hash ^ hash >>> 33);
  }
}
