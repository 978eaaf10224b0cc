package io.apexkv.kernel.base;

import java.util.Arrays;

/**
 * A map from a long to a long, with a value that stands for "absent"; iterated in insertion order
 * without an iterator: see {@link LongTable} for the loop, the layout and what is allocated when.
 */
public final class LongLongMap extends LongTable {

  private final long missing;

  private long[] values = new long[initialCapacity()];

  /**
   * An empty map.
   *
   * @param missing what an absent key answers; it can't be stored
   */
  public LongLongMap(long missing) {
    this.missing = missing;
  }

  /** The value of {@code key}, or the missing value if it is absent. */
  public long get(long key) {
    int entry = find(key);
    return entry < 0 ? missing : values[entry];
  }

  /** Sets the value of {@code key}; returns the one it had, or the missing value. */
  public long put(long key, long value) {
    Check.that(value != missing, "a stored value is not the missing one", value);
    int entry = find(key);
    long previous = entry < 0 ? missing : values[entry];
    if (entry < 0) {
      entry = insert(key);
    }
    values[entry] = value;
    return previous;
  }

  /** Removes {@code key}; returns the value it had, or the missing value. */
  public long remove(long key) {
    int entry = find(key);
    if (entry < 0) {
      return missing;
    }
    long previous = values[entry];
    removeEntry(entry);
    return previous;
  }

  /** The value of an entry that {@link #first} or {@link #next} answered. */
  public long valueAt(int entry) {
    Check.that(isLive(entry), "the entry is in use", entry);
    return values[entry];
  }

  @Override
  void growValues(int capacity) {
    values = Arrays.copyOf(values, capacity);
  }

  @Override
  void moveValue(int fromEntry, int toEntry) {
    values[toEntry] = values[fromEntry];
  }

  @Override
  void clearValue(int entry) {
    values[entry] = missing;
  }
}
