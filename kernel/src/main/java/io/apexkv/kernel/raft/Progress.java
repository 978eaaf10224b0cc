package io.apexkv.kernel.raft;

import io.apexkv.kernel.base.Check;
import io.apexkv.kernel.base.TimerQueue;

/**
 * What a leader knows of one follower's log, and what it has under way to it (etcd's tracker).
 *
 * <pre>
 * PROBING      one message at a time, until an answer tells where the logs match
 *              accepted -> REPLICATING; refused -> PROBING from the hint
 * REPLICATING  messages follow each other without waiting, within a window
 *              refused, no answer in time, or a new connection -> PROBING
 * </pre>
 */
final class Progress {

  private final long retryNanos;
  private final Inflights inflights;

  private boolean probing;

  /** The follower has everything up to here, durably. Never goes back in a term. */
  private long matchIndex;

  /** The next entry to send; above {@code matchIndex}. */
  private long nextIndex;

  /** While probing: where the probe begins, to be sent again from there. */
  private long probeIndex;

  /** While probing: the probe is under way. */
  private boolean probeSent;

  /** When to give up waiting for an answer, if one is awaited. */
  private long retryAtNanos = TimerQueue.NONE;

  /** A read of entries for this follower is under way; with the term that it was asked in. */
  private boolean reading;

  private long readingTerm;

  /** What was read last and found no room to be sent, in bytes; 0 if it was sent. */
  private int readWaitsForBytes;

  /** The latest round of reads that a message to this follower carried. */
  private long sentRound;

  Progress(long retryNanos, int windowBytes) {
    this.retryNanos = retryNanos;
    inflights = new Inflights(windowBytes);
  }

  /** A leader's term begins: nothing is known, so it probes from behind its last entry. */
  void begin(long next) {
    matchIndex = 0;
    sentRound = 0;
    probe(next);
  }

  long matchIndex() {
    return matchIndex;
  }

  long nextIndex() {
    return nextIndex;
  }

  long sentRound() {
    return sentRound;
  }

  long retryAtNanos() {
    return retryAtNanos;
  }

  /** Bytes of entries that may be sent now; 0 or less if none, large if nothing is under way. */
  long roomBytes() {
    return inflights.roomBytes();
  }

  /** Whether a message should go out, given where the leader's log ends. */
  boolean wantsAppend(long lastIndex) {
    return probing ? !probeSent : nextIndex <= lastIndex && inflights.roomBytes() > 0;
  }

  /**
   * A message with entries up to {@code last} was sent, or with none if that is before the next.
   */
  void sent(long nowNanos, long last, long bytes, long round) {
    sentRound = Math.max(sentRound, round);
    probeSent |= probing;
    if (last >= nextIndex) {
      inflights.sent(last, bytes);
      nextIndex = last + 1;
    }
    if (retryAtNanos == TimerQueue.NONE) {
      retryAtNanos = nowNanos + retryNanos;
    }
  }

  /** A heartbeat carried a round of reads. */
  void sentHeartbeat(long round) {
    sentRound = Math.max(sentRound, round);
  }

  /** An accepting answer; returns whether the match index moved. */
  boolean accepted(long nowNanos, long index) {
    if (index < matchIndex) {
      return false; // late or repeated
    }
    boolean moved = index > matchIndex;
    matchIndex = index;
    probing = false;
    nextIndex = Math.max(nextIndex, index + 1);
    inflights.arrived(index);
    if (inflights.isEmpty()) {
      retryAtNanos = TimerQueue.NONE;
    } else if (moved) {
      retryAtNanos = nowNanos + retryNanos;
    }
    return moved;
  }

  /**
   * A refusing answer: falls back to probing from the hint, unless the answer is late: the follower
   * has more than the hint for certain, or the hint is not before what was sent.
   *
   * @param hinted the next index that the hint leads to
   * @return whether it fell back
   */
  boolean refused(long hinted) {
    long probed = probing ? probeIndex : nextIndex;
    if (hinted <= matchIndex || hinted >= probed) {
      return false;
    }
    probe(hinted);
    return true;
  }

  /** Whatever is under way may be lost: begins again behind what is known for certain. */
  void restart() {
    probe(probing ? probeIndex : matchIndex + 1);
  }

  /**
   * Whether to read entries for this follower: one read at a time, and only if what is read can go,
   * lest every flush reads the same again.
   *
   * @param messageBytes of a whole message, for which the window must have room
   * @param sendBytes what the connection takes now
   */
  boolean wantsRead(int messageBytes, int sendBytes) {
    return !reading
        && inflights.roomBytes() >= messageBytes
        && sendBytes > 0
        && sendBytes >= readWaitsForBytes;
  }

  /** What was read cannot be sent now. */
  void readFoundNoRoom(int bytes) {
    readWaitsForBytes = bytes;
  }

  void beganReading(long term) {
    reading = true;
    readingTerm = term;
  }

  /**
   * The read ended; whether its entries are still of use. They are not if this replica stopped
   * leading since: the log may have changed behind its back.
   */
  boolean endedReading(long term, long firstIndex) {
    reading = false;
    readWaitsForBytes = 0;
    return readingTerm == term && nextIndex == firstIndex;
  }

  private void probe(long next) {
    Check.that(next > matchIndex, "what matches is not sent again", next);
    probing = true;
    probeSent = false;
    probeIndex = next;
    nextIndex = next;
    inflights.clear();
    retryAtNanos = TimerQueue.NONE;
    readWaitsForBytes = 0;
  }
}
