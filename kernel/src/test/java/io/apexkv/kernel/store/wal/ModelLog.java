package io.apexkv.kernel.store.wal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What the log of a node should hold, in the simplest form; also what a recovery showed. */
final class ModelLog implements LogVisitor {

  /** An entry, encoded. */
  record Entry(long term, String bytes) {}

  /** One group. */
  static final class Group {
    long term;
    long votedFor;
    final List<Entry> entries = new ArrayList<>();
    boolean hasHead;
  }

  final List<Group> groups = new ArrayList<>();

  ModelLog(int groupCount) {
    for (int i = 0; i < groupCount; i++) {
      groups.add(new Group());
    }
  }

  Group group(long id) {
    return groups.get((int) id - 1);
  }

  ModelLog copy() {
    ModelLog copy = new ModelLog(groups.size());
    for (int i = 0; i < groups.size(); i++) {
      copy.groups.get(i).term = groups.get(i).term;
      copy.groups.get(i).votedFor = groups.get(i).votedFor;
      copy.groups.get(i).entries.addAll(groups.get(i).entries);
    }
    return copy;
  }

  boolean hasEntriesOf(ModelLog other) {
    for (int i = 0; i < groups.size(); i++) {
      if (!groups.get(i).entries.equals(other.groups.get(i).entries)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void hardState(long group, long term, long votedFor) {
    group(group).term = term;
    group(group).votedFor = votedFor;
  }

  @Override
  public void head(
      long group, long firstIndex, long termBeforeFirst, long lastIndex, long lastTerm) {
    group(group).hasHead = true;
    int size = group(group).entries.size();
    long term = size == 0 ? 0 : group(group).entries.getLast().term();
    if (firstIndex != 1 || termBeforeFirst != 0 || lastIndex != size || lastTerm != term) {
      throw new AssertionError("a head tells the state before its segment");
    }
  }

  @Override
  public void truncate(long group, long fromIndex) {
    List<Entry> entries = group(group).entries;
    entries.subList((int) fromIndex - 1, entries.size()).clear();
  }

  @Override
  public void entries(
      long group, long firstIndex, int count, ByteBuffer buffer, int offset, int length) {
    List<Entry> entries = group(group).entries;
    if (firstIndex != entries.size() + 1) {
      throw new AssertionError("entries follow");
    }
    List<Entry> decoded = decode(count, buffer, offset, length);
    entries.addAll(decoded);
  }

  /** Cuts encoded entries apart. */
  static List<Entry> decode(int count, ByteBuffer buffer, int offset, int length) {
    List<Entry> decoded = new ArrayList<>();
    int at = offset;
    for (int i = 0; i < count; i++) {
      int bytes = 24 + buffer.getInt(at);
      byte[] entry = new byte[bytes];
      buffer.get(at, entry);
      decoded.add(new Entry(buffer.getLong(at + 8), hex(entry)));
      at += bytes;
    }
    if (at != offset + length) {
      throw new AssertionError("whole entries");
    }
    return decoded;
  }

  static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(bytes);
  }
}
