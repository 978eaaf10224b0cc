package io.apexkv.kernel.raft;

import io.apexkv.kernel.Config;
import io.apexkv.kernel.Trace;
import io.apexkv.kernel.base.TimerQueue;
import io.apexkv.kernel.wire.FrameError;
import io.apexkv.kernel.wire.Outbox;
import java.nio.ByteBuffer;

/**
 * All Raft groups of a node: the one door through which inputs come to them and their messages and
 * log records leave.
 *
 * <p>In a flush: if the log is idle and {@link #wantsStage}, then {@link #stage} and submit the
 * batch; then {@link #send}; then emit the outbox. {@link #batchDurable} comes with the log's
 * completion.
 */
public final class Groups {

  private final Group[] groups;
  private final Heartbeats heartbeats;
  private final PeerMessages messages;
  private final RaftListener listener;
  private final EntryTail tail;

  /** By group: when it next needs time. */
  private final TimerQueue timers = new TimerQueue();

  private long wallMillis;

  /** Where staging begins next: at the group that the last batch had no room for. */
  private int stageFrom;

  /** The group whose entries were sent first in the last flush. */
  private int sendFrom;

  public Groups(
      Config config,
      long seed,
      Outbox outbox,
      LogReads reads,
      RaftListener listener,
      Forwards forwards) {
    this.listener = listener;
    tail = new EntryTail(config.memory(), config.tailBytes());
    RaftNode node = new RaftNode(config, seed, tail, outbox, reads, listener);
    groups = new Group[config.groups()];
    for (int i = 0; i < groups.length; i++) {
      groups[i] = new Group(i + 1, node);
    }
    tail.pins(this::lowestPinned);
    int[] peers = new int[config.members().size() - 1];
    int count = 0;
    for (int i = 0; i < config.members().size(); i++) {
      int member = config.members().get(i).node();
      if (member != config.node()) {
        peers[count++] = member;
      }
    }
    heartbeats =
        new Heartbeats(groups, config.node(), peers, config.timing().heartbeatNanos(), outbox);
    messages = new PeerMessages(config.cluster(), config.node(), groups, forwards);
  }

  public int count() {
    return groups.length;
  }

  /**
   * The group with a number.
   *
   * @param group 1 to {@link #count}
   */
  public Group group(long group) {
    return groups[(int) group - 1];
  }

  // Recovery, in the order of the log.

  /** Term and vote of a group; whichever is newer of what several calls tell counts. */
  public void recoverHardState(long group, long term, long votedFor) {
    group(group).recoverHardState(term, votedFor);
  }

  /** A group's log begins here, and is empty so far. */
  public void recoverStart(long group, long firstIndex, long termBeforeFirst) {
    group(group).recoverStart(firstIndex, termBeforeFirst);
  }

  public void recoverTruncate(long group, long fromIndex) {
    group(group).recoverTruncate(fromIndex);
  }

  /**
   * Encoded entries of a group, which follow its last one.
   *
   * @return false if the memory budget does not even cover one of them
   */
  public boolean recoverEntries(long group, int count, ByteBuffer buffer, int offset) {
    return group(group).recoverEntries(count, buffer, offset);
  }

  /** Recovery is over: all groups take part from now on. */
  public void recovered(long nowNanos, long nowWallMillis) {
    wallMillis = nowWallMillis;
    for (Group group : groups) {
      group.recovered(nowNanos);
    }
    setTimers(nowNanos);
  }

  // Inputs.

  /** Time passed; due timers fire. */
  public void time(long nowNanos, long nowWallMillis) {
    wallMillis = nowWallMillis;
    for (int due = timers.pollDue(nowNanos); due >= 0; due = timers.pollDue(nowNanos)) {
      groups[due].onTime(nowNanos);
    }
  }

  /** A connection to a peer came up, or is gone; the outbox is told by its owner. */
  public void connectionChanged(int peer) {
    for (Group group : groups) {
      group.onConnection(group.voterOn(peer));
    }
  }

  /** One whole frame of a peer. */
  public void message(long nowNanos, int peer, ByteBuffer buffer, int offset, int length) {
    FrameError error = messages.accept(nowNanos, wallMillis, peer, buffer, offset, length);
    if (error != null) {
      listener.trace(Trace.FRAME_DROPPED, 0, peer, error.code());
    }
  }

  /** Leads nothing and campaigns for nothing from now on. */
  public void drain(long nowNanos) {
    for (Group group : groups) {
      group.drain(nowNanos);
    }
  }

  /**
   * Bytes of all entries that will be applied on this node, although nobody here promised them
   * room; {@link Long#MAX_VALUE} if nobody knows how many.
   */
  public long unpromisedBytes() {
    long sum = 0;
    for (Group group : groups) {
      long bytes = group.unpromisedBytes();
      if (bytes == Long.MAX_VALUE) {
        return bytes;
      }
      sum += bytes;
    }
    return sum;
  }

  /** Chunks of memory that the log's tail will take as the log grows, or once it is read again. */
  public int untakenTailChunks() {
    return tail.untakenChunks();
  }

  // The flush.

  /** Whether anything is to be made durable that no batch has. */
  public boolean wantsStage() {
    for (Group group : groups) {
      if (group.wantsStage()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Stages what all groups have, as far as the batch has room; fair to all over several batches.
   */
  public void stage(LogSink sink) {
    int first = stageFrom;
    for (int i = 0; i < groups.length; i++) {
      int next = (first + i) % groups.length;
      if (!groups[next].stage(sink)) {
        stageFrom = next;
        return;
      }
    }
  }

  /** The batch that was staged is durable. */
  public void batchDurable(long nowNanos) {
    for (Group group : groups) {
      group.batchDurable(nowNanos, wallMillis);
    }
  }

  /**
   * Writes messages to the outbox: small and urgent ones first, so that entries of this flush do
   * not keep the others from being sent; then entries, of another group first each time, so that no
   * group lives on what the others leave.
   */
  public void send(long nowNanos) {
    for (Group group : groups) {
      group.sendAnswers();
    }
    heartbeats.sendAnswers();
    heartbeats.sendDue(nowNanos);
    sendFrom = (sendFrom + 1) % groups.length;
    for (int i = 0; i < groups.length; i++) {
      groups[(sendFrom + i) % groups.length].sendAppends(nowNanos);
    }
    heartbeats.sendRounds();
    setTimers(nowNanos);
  }

  /** When {@link #time} is next needed. */
  public long nextDeadlineNanos() {
    return Math.min(timers.nextDeadlineNanos(), heartbeats.nextDeadlineNanos());
  }

  private void setTimers(long nowNanos) {
    for (int i = 0; i < groups.length; i++) {
      long deadline = groups[i].nextDeadlineNanos(nowNanos);
      if (deadline == TimerQueue.NONE) {
        timers.cancel(i);
      } else if (deadline != timers.deadlineNanos(i)) {
        timers.set(i, deadline);
      }
    }
  }

  private long lowestPinned() {
    long lowest = EntryTail.NEVER;
    for (Group group : groups) {
      lowest = Math.min(lowest, group.lowestPinned());
    }
    return lowest;
  }
}
