package io.apexkv.kernel.service;

import io.apexkv.kernel.Memory;
import io.apexkv.kernel.base.LongMap;
import java.nio.ByteBuffer;

/**
 * The way back for answers to requests that peers forwarded. What finds no room is kept in order,
 * one chunk of memory for each peer, until there is: an answer that was lost would be waited for,
 * and those behind it would overtake it.
 */
final class ForwardAnswers {

  /** How long after a flush in which something was left another one is wanted. */
  private static final long RETRY_NANOS = 1_000_000;

  private final PeerLink link;
  private final Memory memory;
  private final LongMap<AnswerBacklog> backlogs = new LongMap<>();

  ForwardAnswers(PeerLink link, Memory memory) {
    this.link = link;
    this.memory = memory;
  }

  /** Sends an answer now or later; lost if the peer is gone, or if its backlog is full. */
  void send(int peer, long forward, ByteBuffer frame, int offset, int length) {
    AnswerBacklog backlog = backlogs.get(peer);
    boolean waits = backlog != null && !backlog.isEmpty();
    if (!waits && link.forwardAnswer(peer, forward, frame, offset, length)) {
      return;
    }
    if (link.isConnected(peer)) {
      if (backlog == null) {
        backlog = new AnswerBacklog(memory);
        backlogs.put(peer, backlog);
      }
      backlog.add(forward, frame, offset, length);
    }
  }

  /**
   * Whether a large answer can be sent or kept. A quarter of each backlog is left to small ones,
   * among them the refusals that are sent in place of large ones.
   */
  boolean hasRoom(int peer, int bytes) {
    AnswerBacklog backlog = backlogs.get(peer);
    if (backlog == null || backlog.isEmpty()) {
      return link.hasRoom(peer, bytes) || bytes <= memory.chunkBytes() / 4 * 3;
    }
    return backlog.usedBytes() + bytes <= memory.chunkBytes() / 4 * 3;
  }

  /** Sends what was kept, as far as there is room. */
  void flush() {
    for (int i = backlogs.first(); i >= 0; i = backlogs.next(i)) {
      backlogs.valueAt(i).sendTo(link, (int) backlogs.keyAt(i));
    }
  }

  /** The connection is gone, and with it whoever waits for what was kept. */
  void peerDown(int peer) {
    AnswerBacklog backlog = backlogs.get(peer);
    if (backlog != null) {
      backlog.clear();
    }
  }

  /** Whether nothing is kept. */
  boolean isIdle() {
    for (int i = backlogs.first(); i >= 0; i = backlogs.next(i)) {
      if (!backlogs.valueAt(i).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /** When {@link #flush} is wanted, if the last one was at this time. */
  long nextDeadlineNanos(long flushedNanos) {
    return isIdle() ? Long.MAX_VALUE : flushedNanos + RETRY_NANOS;
  }
}
