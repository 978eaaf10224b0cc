package io.apexkv.kernel.raft;

import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.wire.EntryCodec;
import java.nio.ByteBuffer;

/**
 * A follower's side of replication (Raft, figure 2, "AppendEntries RPC, receiver implementation"):
 * takes entries from the current leader and owes it answers until they are durable.
 */
final class AppendReceiver {

  private final long group;
  private final RaftLog log;
  private final HardState hardState;
  private final RaftListener listener;

  /** The leader, as far as this replica follows one now, or {@link Voters#NONE}. */
  private int leader = Voters.NONE;

  /**
   * The fields below belong to the leader of this term. It has but one, whose log only grows, so
   * what that one proved stays true while this replica looks elsewhere and comes back.
   */
  private long term;

  /** The last index up to which messages of this leader proved that the logs match. */
  private long verifiedIndex;

  /** The last index that was acknowledged to this leader. */
  private long answeredIndex;

  /** A message wants an answer, even if nothing new becomes durable. */
  private boolean answerOwed;

  private boolean refusalOwed;
  private long hintIndex;

  /** The latest round of reads that this leader announced; every answer echoes it. */
  private long readRound;

  AppendReceiver(long group, RaftLog log, HardState hardState, RaftListener listener) {
    this.group = group;
    this.log = log;
    this.hardState = hardState;
    this.listener = listener;
  }

  /** Follows a leader, or none. What the leader of an earlier term proved or is owed is void. */
  void follow(int newLeader) {
    leader = newLeader;
    if (term == hardState.term()) {
      return;
    }
    term = hardState.term();
    verifiedIndex = 0;
    answeredIndex = 0;
    answerOwed = false;
    refusalOwed = false;
    readRound = 0;
  }

  long readRound() {
    return readRound;
  }

  /** Takes what a leader's append brings; the entries are whole and valid. */
  void append(
      long previousIndex,
      long previousTerm,
      long leaderCommit,
      long round,
      int count,
      ByteBuffer buffer,
      int offset) {
    readRound = Math.max(readRound, round);
    if (log.termAt(previousIndex) != previousTerm) {
      Check.that(
          previousIndex > log.commitIndex() || previousIndex < log.firstIndex() - 1,
          "a leader has every committed entry",
          previousIndex);
      refusalOwed = true;
      hintIndex = ConflictHint.index(log, previousIndex, previousTerm);
      return;
    }
    long index = previousIndex;
    int at = offset;
    int added = 0;
    while (added < count && addIfNew(index + 1, buffer, at)) {
      at += EntryCodec.bytes(buffer, at);
      index++;
      added++;
    }
    verifiedIndex = Math.max(verifiedIndex, index);
    // With no memory for the rest there is no answer, only what becomes durable: the leader tries
    // again when it has waited.
    answerOwed |= added == count;
    learnCommit(leaderCommit);
  }

  /** A heartbeat of the leader. */
  void heartbeat(long leaderCommit, long round) {
    readRound = Math.max(readRound, round);
    learnCommit(leaderCommit);
  }

  /**
   * Sends what is owed: a refusal once the term is durable, an acknowledgement once the entries
   * are.
   */
  void sendAnswers(GroupWriter writer) {
    if (leader == Voters.NONE || !hardState.isDurable()) {
      return;
    }
    if (refusalOwed && writer.appendAnswer(leader, false, hintIndex, hintTerm(), readRound)) {
      refusalOwed = false;
    }
    long acknowledged = Math.min(verifiedIndex, log.durableIndex());
    boolean complete = acknowledged == verifiedIndex;
    if ((acknowledged > answeredIndex || (answerOwed && complete))
        && writer.appendAnswer(leader, true, acknowledged, 0, readRound)) {
      answeredIndex = acknowledged;
      answerOwed &= !complete;
    }
  }

  private long hintTerm() {
    // Entries may have replaced the one at the hint since; then the leader has moved on as well.
    hintIndex = Math.min(hintIndex, log.lastIndex());
    return log.termAt(hintIndex);
  }

  /** Adds an entry unless it is there; an entry of another term gives way, with all that follow. */
  private boolean addIfNew(long index, ByteBuffer buffer, int at) {
    if (index <= log.lastIndex()) {
      if (log.termAt(index) == EntryCodec.term(buffer, at)) {
        return true;
      }
      listener.trace(Trace.TRUNCATED, group, index, log.lastIndex());
      log.truncateFrom(index);
    }
    return log.appendEncoded(buffer, at);
  }

  /** Entries behind what was verified may still conflict with the leader's. */
  private void learnCommit(long leaderCommit) {
    long known = Math.min(leaderCommit, verifiedIndex);
    if (known > log.commitIndex()) {
      log.commitTo(known);
    }
  }
}
