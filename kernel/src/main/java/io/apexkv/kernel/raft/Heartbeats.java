package io.apexkv.kernel.raft;

import io.apexkv.kernel.base.TimerQueue;
import io.apexkv.kernel.wire.HeartbeatRow;
import io.apexkv.kernel.wire.Outbox;
import io.apexkv.kernel.wire.PeerFrame;
import java.util.Arrays;

/**
 * Heartbeats of all groups that this node leads, one frame a peer, and the answers to those of
 * others, likewise: many idle groups cost one message an interval, not one each.
 *
 * <p>A heartbeat also goes out between intervals, with the rows of those groups alone that have a
 * new round of reads to announce.
 */
final class Heartbeats {

  private final Group[] groups;
  private final int node;
  private final int[] peers;
  private final long intervalNanos;
  private final Outbox outbox;

  /** When everyone is due again; NONE while this node leads nothing. */
  private long dueNanos = TimerQueue.NONE;

  /** By peer: the interval is over, and nothing was sent for want of room. */
  private final boolean[] due;

  /**
   * @param peers the other nodes
   */
  Heartbeats(Group[] groups, int node, int[] peers, long intervalNanos, Outbox outbox) {
    this.groups = groups;
    this.node = node;
    this.peers = peers;
    this.intervalNanos = intervalNanos;
    this.outbox = outbox;
    due = new boolean[peers.length];
  }

  long nextDeadlineNanos() {
    return dueNanos;
  }

  /** Writes the answers that groups owe. */
  void sendAnswers() {
    for (int peer : peers) {
      int rows = 0;
      for (Group group : groups) {
        rows += group.owesHeartbeatAnswer(group.voterOn(peer)) ? 1 : 0;
      }
      int row = rows == 0 ? Outbox.NO_ROOM : begin(peer, PeerFrame.HEARTBEAT_ANSWER, rows);
      if (row < 0) {
        continue;
      }
      for (Group group : groups) {
        int voter = group.voterOn(peer);
        if (group.owesHeartbeatAnswer(voter)) {
          HeartbeatRow.putAnswer(
              outbox.buffer(),
              row,
              group.view().group(),
              group.view().replica(),
              group.replicaOf(voter),
              group.view().term(),
              group.answeredRound(voter));
          group.sentHeartbeatAnswer(voter);
          row += HeartbeatRow.BYTES;
        }
      }
      outbox.end(rows * HeartbeatRow.BYTES);
    }
  }

  /** Writes the rows of all led groups to every peer, if the interval is over. */
  void sendDue(long nowNanos) {
    int led = 0;
    for (Group group : groups) {
      led += group.isLeader() ? 1 : 0;
    }
    if (led == 0) {
      dueNanos = TimerQueue.NONE;
      return;
    }
    if (dueNanos == TimerQueue.NONE) {
      dueNanos = nowNanos + intervalNanos; // a new leader's first append is its heartbeat
    } else if (nowNanos >= dueNanos) {
      dueNanos = nowNanos + intervalNanos;
      Arrays.fill(due, true);
    }
    for (int i = 0; i < peers.length; i++) {
      if (due[i]) {
        due[i] = !send(peers[i], led, false);
      }
    }
  }

  /** Writes the rows of groups whose round of reads no append has carried. */
  void sendRounds() {
    for (int peer : peers) {
      int rows = 0;
      for (Group group : groups) {
        rows += group.wantsRound(group.voterOn(peer)) ? 1 : 0;
      }
      if (rows > 0) {
        send(peer, rows, true);
      }
    }
  }

  private boolean send(int peer, int rows, boolean onlyRounds) {
    int row = begin(peer, PeerFrame.HEARTBEAT, rows);
    if (row < 0) {
      return false;
    }
    for (Group group : groups) {
      int voter = group.voterOn(peer);
      if (onlyRounds ? group.wantsRound(voter) : group.isLeader()) {
        HeartbeatRow.put(
            outbox.buffer(),
            row,
            group.view().group(),
            group.view().replica(),
            group.replicaOf(voter),
            group.view().term(),
            group.heartbeatCommit(voter),
            group.readRound());
        group.sentHeartbeat(voter);
        row += HeartbeatRow.BYTES;
      }
    }
    outbox.end(rows * HeartbeatRow.BYTES);
    return true;
  }

  private int begin(int peer, int kind, int rows) {
    return outbox.begin(peer, kind, 0, node, peer, 0, rows * HeartbeatRow.BYTES);
  }
}
