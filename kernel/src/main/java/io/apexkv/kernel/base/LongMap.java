package io.apexkv.kernel.base;

import java.util.Arrays;

/**
 * A map from a long to an object, iterated in insertion order without an iterator: see {@link
 * LongTable} for the loop, the layout and what is allocated when.
 *
 * @param <V> the values, never null
 */
public final class LongMap<V> extends LongTable {

  private @Nullable Object[] values = new @Nullable Object[initialCapacity()];

  /** An empty map. */
  public LongMap() {}

  /** The value of {@code key}, or null if it is absent. */
  public @Nullable V get(long key) {
    int entry = find(key);
    return entry < 0 ? null : value(entry);
  }

  /** Sets the value of {@code key}; returns the one it had, or null if it was absent. */
  public @Nullable V put(long key, V value) {
    int entry = find(key);
    V previous = entry < 0 ? null : value(entry);
    if (entry < 0) {
      entry = insert(key);
    }
    values[entry] = value;
    return previous;
  }

  /** Removes {@code key}; returns the value it had, or null if it was absent. */
  public @Nullable V remove(long key) {
    int entry = find(key);
    if (entry < 0) {
      return null;
    }
    V previous = value(entry);
    removeEntry(entry);
    return previous;
  }

  /** The value of an entry that {@link #first} or {@link #next} answered. */
  public V valueAt(int entry) {
    Check.that(isLive(entry), "the entry is in use", entry);
    return value(entry);
  }

  @Override
  void growValues(int capacity) {
    values = Arrays.copyOf(values, capacity);
  }

  @Override
  void moveValue(int fromEntry, int toEntry) {
    values[toEntry] = values[fromEntry];
    values[fromEntry] = null;
  }

  @Override
  void clearValue(int entry) {
    values[entry] = null;
  }

  /** The value of a live entry; only values of type V are ever stored, so the cast holds. */
  @SuppressWarnings("unchecked")
  private V value(int entry) {
    Object value = values[entry];
    if (value == null) {
      throw new InvariantViolation("a live entry has a value");
    }
    return (V) value;
  }
}
