package io.apexkv.kernel.store.wal;

import static io.apexkv.kernel.store.wal.BatchFormat.*;

import io.apexkv.kernel.base.Nullable;

/**
 * The state of the log as of the last intact batch read so far, and the records of the next one
 * applied to it. Whatever can't follow from that state is reported: stamps prove only that the
 * bytes are as they were written.
 */
final class LogReplay {

  private final GroupLog[] groups;
  private final RecoverySink sink;
  private final BatchRef last = new BatchRef();
  private final Directory directory;
  private final boolean[] headSeen;

  LogReplay(int groupCount, RecoverySink sink) {
    this.groups = new GroupLog[groupCount];
    for (int i = 0; i < groupCount; i++) {
      groups[i] = new GroupLog(i + 1);
    }
    this.sink = sink;
    this.directory = new Directory();
    this.headSeen = new boolean[groupCount];
  }

  /** All groups, group 1 first. */
  GroupLog[] groups() {
    return groups;
  }

  /** The last batch applied. */
  BatchRef last() {
    return last;
  }

  /** The runs of entries in it. */
  Directory directory() {
    return directory;
  }

  /** Shows the heads of a log without a batch, then the hard states, and ends the replay. */
  void end() {
    for (int i = 0; i < groups.length; i++) {
      if (!headSeen[i]) {
        sink.head(i + 1, 1, 0, 0, 0);
      }
    }
    for (GroupLog group : groups) {
      sink.hardState(group.group, group.term, group.votedFor);
      group.unstage();
    }
  }

  /**
   * Applies the intact batch that the reader is at, whose predecessor is the last one.
   *
   * @return what contradicts the state before it, or null
   */
  @Nullable
  String apply(BatchReader batch, long segment, int offset) {
    if (last.sequence != 0 && !batch.repeats(directory)) {
      return "its directory of the batch before is not that batch's";
    }
    directory.clear();
    long position = LogIndex.position(segment, offset);
    int heads = 0;
    batch.rewind();
    while (batch.next()) {
      if (batch.group() > groups.length) {
        return "a record of group " + batch.group() + " of " + groups.length;
      }
      GroupLog group = groups[(int) batch.group() - 1];
      boolean isHead = batch.type() == GROUP_HEAD;
      if (isHead && (!batch.startsSegment() || group.group != ++heads)) {
        return "the head of group " + group.group + " where none belongs";
      }
      if (!isHead && batch.startsSegment() && heads < groups.length) {
        return "a segment's first batch without the heads of all groups";
      }
      String problem =
          switch (batch.type()) {
            case GROUP_HEAD -> head(group, batch);
            case HARD_STATE -> hardState(group, batch);
            case TRUNCATE -> truncate(group, batch);
            default -> entries(group, batch, position);
          };
      if (problem != null) {
        return problem;
      }
    }
    last.set(batch.sequence(), segment, offset, batch.bytes());
    return null;
  }

  private @Nullable String head(GroupLog group, BatchReader batch) {
    long firstIndex = batch.number(2);
    long termBeforeFirst = batch.number(3);
    long lastIndex = batch.number(4);
    long lastTerm = batch.number(5);
    int place = (int) group.group - 1;
    if (!headSeen[place]) {
      headSeen[place] = true;
      if (firstIndex < 1 || lastIndex != firstIndex - 1 || lastTerm != termBeforeFirst) {
        return "the first head of group " + group.group + " counts entries before it";
      }
      group.index = new LogIndex(firstIndex, termBeforeFirst);
      sink.head(group.group, firstIndex, termBeforeFirst, lastIndex, lastTerm);
    } else if (lastIndex != group.index.lastIndex() || lastTerm != group.index.lastTerm()) {
      return "the head of group "
          + group.group
          + " ends at index "
          + lastIndex
          + ", but the log before it at "
          + group.index.lastIndex();
    }
    return hardState(group, batch);
  }

  private static @Nullable String hardState(GroupLog group, BatchReader batch) {
    boolean merges = group.mergeHardState(batch.number(0), batch.number(1));
    return merges ? null : "two votes of group " + group.group + " in term " + group.term;
  }

  private @Nullable String truncate(GroupLog group, BatchReader batch) {
    long from = batch.number(0);
    if (from < group.index.firstIndex() || from > group.index.lastIndex() + 1) {
      return "a truncation from index " + from + ", but the log ends at " + group.index.lastIndex();
    }
    group.index.truncate(from);
    sink.truncate(group.group, from);
    return null;
  }

  private @Nullable String entries(GroupLog group, BatchReader batch, long position) {
    if (batch.firstIndex() != group.index.lastIndex() + 1) {
      return "entries from index "
          + batch.firstIndex()
          + " of group "
          + group.group
          + ", but the log ends at "
          + group.index.lastIndex();
    }
    int at = batch.entriesOffset();
    for (int i = 0; i < batch.count(); i++) {
      long term = entryTerm(batch.buffer(), at);
      if (term < group.index.lastTerm()
          || !directory.add(group.group, group.index.lastIndex() + 1, term)) {
        return "an entry of term " + term + " after one of term " + group.index.lastTerm();
      }
      group.index.append(group.index.lastIndex() + 1, 1, term, position);
      at += (int) entryBytes(batch.buffer(), at);
    }
    sink.entries(
        group.group,
        batch.firstIndex(),
        batch.count(),
        batch.buffer(),
        batch.entriesOffset(),
        batch.entriesBytes());
    return null;
  }
}
