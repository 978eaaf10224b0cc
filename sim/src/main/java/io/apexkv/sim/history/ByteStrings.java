package io.apexkv.sim.history;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** Knows the bytes behind the numbers by which a history speaks of its keys and values. */
public interface ByteStrings {
  /** Every number means its own decimal digits: for workloads whose values are numbers anyway. */
  ByteStrings NUMBERS = id -> ByteString.of(Long.toString(id));

  /** The bytes behind {@code id}, which is at least 0. */
  ByteString bytes(long id);

  /** A dictionary that grows: the first string to come is 0, the next new one 1, and so on. */
  final class Interned implements ByteStrings {
    private final TreeMap<ByteString, Integer> ids = new TreeMap<>();
    private final List<ByteString> strings = new ArrayList<>();

    /** The number of {@code string}, a new one if it was never seen. */
    public int id(ByteString string) {
      Integer known = ids.get(string);
      if (known != null) {
        return known;
      }
      int id = strings.size();
      strings.add(string);
      ids.put(string, id);
      return id;
    }

    @Override
    public ByteString bytes(long id) {
      return strings.get(Math.toIntExact(id));
    }
  }
}
