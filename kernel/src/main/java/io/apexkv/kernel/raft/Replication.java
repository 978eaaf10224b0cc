package io.apexkv.kernel.raft;

import io.apexkv.kernel.Limits;
import io.apexkv.kernel.Timing;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.TimerQueue;
import io.apexkv.kernel.wire.EntryCodec;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A leader's side of replication (Raft, 5.3): what each follower has, what is sent to it next, and
 * when it was last heard.
 */
final class Replication {

  private final long group;
  private final Voters voters;
  private final RaftLog log;
  private final LogReads reads;
  private final RaftListener listener;
  private final int appendBytes;

  /** By voter; this node's own is never used. */
  private final Progress[] progress;

  /** By voter: the last index that is durable there. Kept to be counted. */
  private final long[] durableIndexes;

  /** By voter: when it last answered in this term. */
  private final long[] heardNanos;

  Replication(
      long group,
      Voters voters,
      RaftLog log,
      LogReads reads,
      RaftListener listener,
      Limits limits,
      Timing timing) {
    this.group = group;
    this.voters = voters;
    this.log = log;
    this.reads = reads;
    this.listener = listener;
    appendBytes = limits.appendBytes();
    progress = new Progress[voters.count()];
    for (int voter = 0; voter < progress.length; voter++) {
      progress[voter] = new Progress(timing.electionTimeoutNanos() / 2, limits.appendWindowBytes());
    }
    durableIndexes = new long[voters.count()];
    heardNanos = new long[voters.count()];
  }

  /** Leadership begins, before the leader appends anything. */
  void lead(long nowNanos) {
    for (Progress each : progress) {
      each.begin(log.lastIndex() + 1);
    }
    Arrays.fill(durableIndexes, 0);
    // An elected leader has just been heard by a majority.
    Arrays.fill(heardNanos, nowNanos);
  }

  long matchIndex(int voter) {
    return progress[voter].matchIndex();
  }

  Progress progress(int voter) {
    return progress[voter];
  }

  /** The largest index that is durable on a majority: this replica counts like any other. */
  long reachedByMajority() {
    durableIndexes[voters.self()] = log.durableIndex();
    return Quorum.reachedByMajority(durableIndexes);
  }

  void heard(long nowNanos, int voter) {
    heardNanos[voter] = Math.max(heardNanos[voter], nowNanos);
  }

  /** When a majority was last heard, this replica included (CheckQuorum; thesis, 6.2). */
  long majorityHeardNanos(long nowNanos) {
    heardNanos[voters.self()] = nowNanos;
    return Quorum.reachedByMajority(heardNanos);
  }

  /** A follower acknowledged everything up to an index. */
  void accepted(long nowNanos, int voter, long index) {
    if (index <= log.lastIndex() && progress[voter].accepted(nowNanos, index)) {
      durableIndexes[voter] = progress[voter].matchIndex();
    }
  }

  /** A follower refused, with a hint where the logs may match. */
  void refused(int voter, long hintIndex, long hintTerm) {
    if (progress[voter].refused(ConflictHint.nextIndex(log, hintIndex, hintTerm))) {
      listener.trace(Trace.CONFLICT, group, voters.node(voter), progress[voter].nextIndex());
    }
  }

  /** A connection came up or went: what was under way may be lost. */
  void restart(int voter) {
    progress[voter].restart();
  }

  /** Sends again where no answer came in time. */
  void onTime(long nowNanos) {
    for (Progress each : progress) {
      if (nowNanos >= each.retryAtNanos()) {
        each.restart();
      }
    }
  }

  long nextRetryNanos() {
    long next = TimerQueue.NONE;
    for (Progress each : progress) {
      next = Math.min(next, each.retryAtNanos());
    }
    return next;
  }

  /** Writes all that windows and credit allow, to everyone. */
  void send(long nowNanos, long term, long readRound, GroupWriter writer) {
    for (int voter = 0; voter < voters.count(); voter++) {
      if (voter != voters.self()) {
        boolean more = true;
        while (more && progress[voter].wantsAppend(log.lastIndex())) {
          more = sendNext(nowNanos, term, voter, readRound, writer);
        }
      }
    }
  }

  /** Entries that had left memory were read back for a follower. */
  void onLogRead(
      long nowNanos,
      long term,
      int voter,
      long readRound,
      GroupWriter writer,
      long firstIndex,
      int count,
      ByteBuffer buffer,
      int offset) {
    Progress each = progress[voter];
    if (!each.endedReading(term, firstIndex) || !each.wantsAppend(log.lastIndex())) {
      return;
    }
    // Behind the durable entries the disk may still have others, which were truncated in memory.
    long wanted = Math.min(count, log.durableIndex() - firstIndex + 1);
    int limit = limitBytes(each, voter, writer);
    int bytes = 0;
    int taken = 0;
    while (taken < wanted) {
      int entryBytes = EntryCodec.bytes(buffer, offset + bytes);
      if (taken > 0 && bytes + entryBytes > limit) {
        break;
      }
      bytes += entryBytes;
      taken++;
    }
    if (taken == 0) {
      return;
    }
    int at = begin(voter, readRound, writer, firstIndex, taken, bytes);
    if (at >= 0) {
      Bytes.copy(buffer, offset, writer.buffer(), at, bytes);
      writer.endAppend(bytes);
      each.sent(nowNanos, firstIndex + taken - 1, bytes, readRound);
      listener.trace(Trace.LOG_READ_BACK, group, firstIndex, bytes);
    } else {
      each.readFoundNoRoom(bytes);
    }
  }

  /** Sends one message; false if nothing more can be sent now. */
  private boolean sendNext(
      long nowNanos, long term, int voter, long readRound, GroupWriter writer) {
    Progress each = progress[voter];
    long first = each.nextIndex();
    int limit = limitBytes(each, voter, writer);
    if (first <= log.lastIndex() && !log.isInTail(first)) {
      if (each.wantsRead(appendBytes, writer.appendRoom(voter))
          && reads.read(group, first, limit, voters.node(voter))) {
        each.beganReading(term);
      }
      return false;
    }
    int bytes = 0;
    int count = 0;
    while (first + count <= log.lastIndex()) {
      int entryBytes = log.entryBytes(first + count);
      boolean fits = count == 0 ? entryBytes <= each.roomBytes() : bytes + entryBytes <= limit;
      if (!fits) {
        break;
      }
      bytes += entryBytes;
      count++;
    }
    if (count == 0 && first <= log.lastIndex()) {
      return false; // the window has no room for the next entry
    }
    int at = begin(voter, readRound, writer, first, count, bytes);
    if (at < 0) {
      return false;
    }
    log.copyEntries(first, count, writer.buffer(), at);
    writer.endAppend(bytes);
    each.sent(nowNanos, first + count - 1, bytes, readRound);
    return true;
  }

  private int begin(
      int voter, long readRound, GroupWriter writer, long first, int count, int bytes) {
    long previous = first - 1;
    return writer.beginAppend(
        voter, previous, log.termAt(previous), log.commitIndex(), readRound, count, bytes);
  }

  /** Bytes of entries that one message may carry now; one larger entry may travel alone. */
  private int limitBytes(Progress each, int voter, GroupWriter writer) {
    long window = Math.min(each.roomBytes(), appendBytes);
    return (int) Math.min(window, writer.appendRoom(voter));
  }
}
