package io.apexkv.sim.linearizability;

import java.util.Arrays;

/**
 * The configurations that a search has met, each a short string of longs, compared by content:
 * Lowe's memoisation (2017, section 3). Open addressing over one array of longs, so that millions
 * of configurations are three arrays and no objects.
 *
 * <p>It forgets what comes after it holds {@link #MAX_LONGS}: the search then stays right, but may
 * walk the same ground again.
 */
final class ConfigurationSet {
  /** 256 MiB. */
  static final int MAX_LONGS = 1 << 25;

  private long[] longs = new long[1 << 10];
  private int used;

  /** Where a configuration begins in {@link #longs}, with its length; 0 is an empty slot. */
  private int[] slots = new int[1 << 8];

  private int size;

  /** Adds {@code configuration[0..length)}; false if it was there already. */
  boolean add(long[] configuration, int length) {
    int mask = slots.length - 1;
    int slot = hash(configuration, 0, length) & mask;
    while (slots[slot] != 0) {
      int start = slots[slot];
      if (longs[start - 1] == length
          && Arrays.equals(longs, start, start + length, configuration, 0, length)) {
        return false;
      }
      slot = (slot + 1) & mask;
    }
    if (used + 1 + length > MAX_LONGS) {
      return true;
    }
    if (used + 1 + length > longs.length) {
      longs = Arrays.copyOf(longs, Math.max(2 * longs.length, used + 1 + length));
    }
    longs[used] = length;
    System.arraycopy(configuration, 0, longs, used + 1, length);
    slots[slot] = used + 1;
    used += 1 + length;
    if (2 * ++size > slots.length) {
      grow();
    }
    return true;
  }

  /** Forgets all, keeps the memory unless it is large. */
  void clear() {
    if (slots.length > 1 << 16) {
      slots = new int[1 << 8];
      longs = new long[1 << 10];
    } else {
      Arrays.fill(slots, 0);
    }
    used = 0;
    size = 0;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    int mask = slots.length - 1;
    int at = 0;
    while (at < used) {
      int length = (int) longs[at];
      int slot = hash(longs, at + 1, length) & mask;
      while (slots[slot] != 0) {
        slot = (slot + 1) & mask;
      }
      slots[slot] = at + 1;
      at += 1 + length;
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
